import { isIPv6 } from 'node:net';
import { isLoopback } from '../http-server/access.ts';
import {
  type Given,
  type InspectOptions,
  LOG_LEVELS,
  type LogLevel,
  type StationOptions,
} from './station-options.ts';

/** A checked value, or a sentence for each mistake in it. */
export type Checked<T> = { readonly value: T } | { readonly mistakes: readonly string[] };

/** A WebSocket URL to which the identity can be appended as the last path segment (OCPP-J 1.6 3.1). */
export function checkCsms({ text, from }: Given): Checked<string> {
  const url = URL.canParse(text) ? new URL(text) : null;
  if (!url || (url.protocol !== 'ws:' && url.protocol !== 'wss:'))
    return { mistakes: [`${from} must be a URL that begins with ws:// or wss://.`] };
  if (url.username !== '' || url.password !== '')
    return {
      mistakes: [`${from} must not hold a user name or password; the AuthorizationKey is the password.`],
    };
  if (url.search !== '' || url.hash !== '')
    return { mistakes: [`${from} must not have a query or fragment: the identity is appended to its path.`] };
  return { value: text };
}

/** Basic authentication joins identity and password with a colon, so the identity has none (RFC 7617). */
export function checkIdentity({ text, from }: Given): Checked<string> {
  const printable = /^[\x21-\x7e]([\x20-\x7e]{0,126}[\x21-\x7e])?$/.test(text) && !text.includes(':');
  return printable
    ? { value: text }
    : { mistakes: [`${from} must be 1 to 128 printable ASCII characters without a colon.`] };
}

export function checkHttp({ text, from }: Given): Checked<StationOptions['http']> {
  if (text === 'off') return { value: null };
  const [, bracketed, plain, port] = /^(?:\[([^\]]+)\]|([^:[\]/\s]+)):(\d{1,5})$/.exec(text) ?? [];
  const host = bracketed ?? plain;
  const valid =
    host !== undefined && (bracketed === undefined || isIPv6(bracketed)) && Number(port) <= 65_535;
  return valid
    ? { value: { host, port: Number(port) } }
    : { mistakes: [`${from} must be HOST:PORT with a port from 0 to 65535, or off.`] };
}

/** The inspector shows all that the station does to whoever can reach it: only this machine. */
export function checkInspect(
  at: Given | undefined,
  events: Given | undefined,
  origin: Given | undefined,
): Checked<InspectOptions | null> {
  const address = at ? checkHttp(at) : { value: null };
  const mistakes = 'mistakes' in address ? [...address.mistakes] : [];
  const listens = 'value' in address ? address.value : null;
  if (listens && listens.host !== 'localhost' && !isLoopback(listens.host))
    mistakes.push(
      `${at?.from} must be a loopback address, like 127.0.0.1:8017: it is for this machine only.`,
    );
  if (events && !/^(true|false)$/.test(events.text))
    mistakes.push(`${events.from} must be true or false, or stand alone.`);
  if (origin && !isOrigin(origin.text))
    mistakes.push(`${origin.from} must be the origin of a page, like https://example.org, without a path.`);
  const without = [events, origin].find((given) => given !== undefined && given.text !== 'false');
  if (!at && without) mistakes.push(`${without.from} is of no use without --inspect.`);
  if (mistakes.length > 0) return { mistakes };
  if (!listens) return { value: null };
  return { value: { ...listens, events: events?.text === 'true', origin: origin?.text ?? null } };
}

const isOrigin = (text: string): boolean =>
  /^https?:/.test(text) && URL.canParse(text) && new URL(text).origin === text;

export function checkLog({ text, from }: Given): Checked<LogLevel> {
  const level = LOG_LEVELS.find((name) => name === text);
  return level ? { value: level } : { mistakes: [`${from} must be one of ${LOG_LEVELS.join(', ')}.`] };
}

export function checkBoard({ text, from }: Given, boards: readonly string[]): Checked<string> {
  return boards.includes(text)
    ? { value: text }
    : { mistakes: [`${from} must be one of ${boards.join(', ')}.`] };
}

/** @returns undefined when nothing was given: then the profile says. */
export function checkConnectors(given: Given | undefined): Checked<number | undefined> {
  if (!given) return { value: undefined };
  return /^\d{1,6}$/.test(given.text) && Number(given.text) > 0
    ? { value: Number(given.text) }
    : { mistakes: [`${given.from} must be a whole number, at least 1.`] };
}
