import { X509Certificate } from 'node:crypto';
import { isIP } from 'node:net';
import type { PeerCertificate } from 'node:tls';
import { WRONG_NAME } from './tls-problem.ts';

/** The certificate of the server names another host than the one that was called. */
export class ServerIdentityError extends Error {
  override name = 'ServerIdentityError';
  readonly code = WRONG_NAME;
}

const EXACT = { wildcards: false, subject: 'never' } as const;

/**
 * Whether a certificate is the central system's (whitepaper A00.FR.308 and 412): its common name is the host
 * of the URL, or a subjectAltName is (a server of many names). Wildcards name nobody. Node's own check takes
 * wildcards, and no common name beside a subjectAltName.
 */
export function checkServerIdentity(host: string, certificate: PeerCertificate): Error | undefined {
  const read = new X509Certificate(certificate.raw);
  const { CN } = certificate.subject as { CN?: string | string[] };
  const isNamed = typeof CN === 'string' && CN.toLowerCase() === host.toLowerCase();
  const isAlso = isIP(host) ? read.checkIP(host) : read.checkHost(host, EXACT);
  return isNamed || isAlso !== undefined
    ? undefined
    : new ServerIdentityError(`the certificate of the server is not that of ${host}`);
}
