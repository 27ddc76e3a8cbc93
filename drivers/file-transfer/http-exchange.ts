import { type IncomingMessage, request as requestPlain } from 'node:http';
import { request as requestSecure } from 'node:https';
import { credentialsOf, TransferError } from './transfer-error.ts';

/** What FTP waits here, too. */
const LONGEST_SILENCE_MS = 30_000;
const MOST_REDIRECTS = 5;
const REDIRECTS = new Set([301, 302, 303, 307, 308]);
const SEE_OTHER = 303;
const NOT_LET_IN = new Set([401, 403, 407]);

type Ask = {
  readonly method: 'GET' | 'PUT' | 'POST';
  readonly headers: Readonly<Record<string, string>>;
  readonly body: Uint8Array | null;
};

type Bounds = {
  /** Ends the exchange. */
  readonly signal: AbortSignal;
  /** As long may nothing come from the other side, and nothing go there. */
  readonly silence_ms: number;
};

/** One request on a connection of its own. @returns its answer when the head of that is there */
function answerOf(
  url: URL,
  { method, headers, body }: Ask,
  { signal, silence_ms }: Bounds,
): Promise<IncomingMessage> {
  const { promise, resolve, reject } = Promise.withResolvers<IncomingMessage>();
  const length = body === null ? {} : { 'content-length': String(body.byteLength) };
  const options = { method, signal, agent: false, headers: { ...headers, ...length } } as const;
  const request = (url.protocol === 'https:' ? requestSecure : requestPlain)(url, options);
  let response: IncomingMessage | null = null;
  request.once('response', (received) => {
    response = received;
    resolve(received);
  });
  request.setTimeout(silence_ms, () => {
    const silence = new Error(`nothing for ${silence_ms / 1000} s`);
    (response ?? request).destroy(silence);
  });
  request.on('error', reject);
  request.once('close', () => reject(new Error('the server hung up')));
  request.end(body ?? undefined);
  return promise;
}

const failureOf = (cause: unknown): TransferError => {
  if (cause instanceof TransferError) return cause;
  const { message, code, name } = cause as NodeJS.ErrnoException;
  return new TransferError('failed', message || code || name, { cause });
};

/**
 * Where a redirect leads. Never out of TLS: what was asked for by `https:` is not sent in the clear.
 * @throws TransferError
 */
export function redirectTarget(location: string, from: URL): URL {
  const to = new URL(location, from);
  if (from.protocol === 'https:' && to.protocol !== 'https:')
    throw new TransferError('failed', `redirected from https to ${to.protocol.slice(0, -1)}`);
  return to;
}

/** Redirected to another host it goes without its credentials. */
const redirected = (ask: Ask, status: number | undefined, from: URL, to: URL): Ask => {
  const { authorization: _, ...rest } = ask.headers;
  const headers = from.origin === to.origin ? ask.headers : rest;
  return status === SEE_OTHER ? { method: 'GET', headers, body: null } : { ...ask, headers };
};

/**
 * A request by HTTP, or HTTPS by `https:`, that follows redirects. Credentials of the URL go as Basic
 * authentication. Not `fetch`: a file that ends with its connection, as HTTP/1.0 has it, ended the process in
 * the parser of Node's fetch where the disk was slower than the network.
 * @returns the answer; whoever asks reads it to its end or destroys it.
 * @throws TransferError
 */
export async function httpExchange(
  to: URL,
  ask: Ask,
  signal: AbortSignal,
  silence_ms = LONGEST_SILENCE_MS,
): Promise<IncomingMessage> {
  const { user, password } = credentialsOf(to);
  let url = new URL(to);
  url.username = '';
  url.password = '';
  const basic = `Basic ${Buffer.from(`${user}:${password}`).toString('base64')}`;
  let asked: Ask = { ...ask, headers: { ...ask.headers, ...(user !== '' && { authorization: basic }) } };
  try {
    for (let redirects = 0; redirects <= MOST_REDIRECTS; redirects++) {
      const response = await answerOf(url, asked, { signal, silence_ms });
      const { statusCode, headers } = response;
      if (!REDIRECTS.has(statusCode ?? 0) || headers.location === undefined) return response;
      response.destroy();
      const next = redirectTarget(headers.location, url);
      asked = redirected(asked, statusCode, url, next);
      url = next;
    }
  } catch (error) {
    throw failureOf(error);
  }
  throw new TransferError('failed', `more than ${MOST_REDIRECTS} redirects`);
}

/** The pieces of an answer. @throws TransferError */
export async function* piecesOf(response: IncomingMessage): AsyncIterable<Uint8Array> {
  try {
    yield* response;
  } catch (error) {
    throw failureOf(error);
  }
}

/** An answer of another kind than was hoped for. */
export const refusalOf = (status: number | undefined): TransferError =>
  new TransferError(NOT_LET_IN.has(status ?? 0) ? 'permission-denied' : 'failed', `HTTP ${status}`);
