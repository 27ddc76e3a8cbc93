import { createHash, timingSafeEqual } from 'node:crypto';
import type { IncomingHttpHeaders } from 'node:http';
import { BlockList, isIP } from 'node:net';
import type { Secret } from '../../machines/vocabulary/secret.ts';
import { HttpRefusal } from './http-error.ts';

/**
 * What is answered to anyone: that the station lives, and the page as it is installed everywhere. All that
 * the page shows it asks for with the token that a person gives it: a browser cannot open a page with one.
 */
const isOpen = (path: string): boolean => path === '/healthz' || path === '/' || path.startsWith('/page/');

const loopback = new BlockList();
loopback.addSubnet('127.0.0.0', 8);
loopback.addAddress('::1', 'ipv6');

export const isLoopback = (address: string): boolean => {
  const family = isIP(address);
  return family !== 0 && loopback.check(address, family === 6 ? 'ipv6' : 'ipv4');
};

export type AccessRule = {
  /** The IP address that the server listens on. */
  readonly address: string;
  readonly token: Secret<string> | null;
  /** Origins of pages elsewhere that may ask all the same. */
  readonly origins: readonly string[];
};

/**
 * Who may ask. A bearer token opens everything; without it, on a loopback address, the `Host` must be a
 * loopback name or the address itself (a page elsewhere could make its own name point here: DNS rebinding). A
 * request that a browser sends for a page of another origin is refused in any case, but for one that was
 * allowed by name.
 * @param path null: an upgrade, of which none is open to everyone.
 * @throws HttpRefusal 401 or 403.
 */
export function checkAccess(rule: AccessRule, path: string | null, headers: IncomingHttpHeaders): void {
  const { host, origin } = headers;
  const own = origin === undefined || hostOfOrigin(origin) === host?.toLowerCase();
  if (!own && !rule.origins.includes(origin)) {
    throw new HttpRefusal(403, 'requests from pages of another origin are refused');
  }
  if ((path !== null && isOpen(path)) || bearsToken(rule.token, headers.authorization)) return;
  if (!isLoopback(rule.address)) {
    throw new HttpRefusal(401, 'a bearer token is required', { 'www-authenticate': 'Bearer' });
  }
  if (!isOwnName(rule.address, host ?? '')) {
    throw new HttpRefusal(403, 'the Host must be a loopback name or the address of this server');
  }
}

function hostOfOrigin(origin: string): string | null {
  return URL.canParse(origin) ? new URL(origin).host : null;
}

function bearsToken(token: Secret<string> | null, authorization: string | undefined): boolean {
  if (!token || !authorization?.startsWith('Bearer ')) return false;
  // Digests have one length, so the comparison takes the same time whatever was sent.
  const digest = (text: string) => createHash('sha256').update(text).digest();
  return timingSafeEqual(digest(authorization.slice('Bearer '.length)), digest(token.reveal()));
}

function isOwnName(address: string, host: string): boolean {
  const name = host
    .toLowerCase()
    .replace(/:\d+$/, '')
    .replace(/^\[(.*)\]$/, '$1');
  return name === 'localhost' || name === address || isLoopback(name);
}
