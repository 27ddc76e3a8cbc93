import { lookup } from 'node:dns/promises';
import type { IncomingMessage, Server, ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';
import { type Duplex, pipeline } from 'node:stream';
import type { Secret } from '../../machines/vocabulary/secret.ts';
import { type AccessRule, checkAccess, isLoopback } from './access.ts';
import { HttpRefusal, HttpServerError } from './http-error.ts';
import { readJsonBody } from './json-body.ts';
import { createServer } from './node-http.ts';
import { findRoute, type HttpReply, type Route } from './route.ts';

export type HttpServerOptions = {
  readonly routes: readonly Route[];
  /** Required to listen on an address that is not loopback. */
  readonly token?: Secret<string> | null;
  /** Origins of pages elsewhere that may ask; none if absent. */
  readonly origins?: readonly string[];
  /** Told of each handler that threw; the client hears only "internal error". */
  readonly onError: (error: unknown, request: string) => void;
  /**
   * Takes over a WebSocket upgrade that passed the same check of access; the socket is its own from then on.
   */
  readonly upgrade?: (request: IncomingMessage, socket: Duplex, head: Buffer) => void;
};

export type HttpAddress = { readonly host: string; readonly port: number; readonly url: string };

/**
 * The HTTP server of the station: a table of routes, JSON in and out. Errors are answered as `{"error":
 * "…"}`.
 */
export class HttpServer {
  readonly #options: HttpServerOptions;
  readonly #server: Server;
  readonly #running = new Set<Promise<void>>();
  #access: AccessRule = { address: '', token: null, origins: [] };

  constructor(options: HttpServerOptions) {
    this.#options = options;
    const webSocket = (request: IncomingMessage) => request.headers.upgrade?.toLowerCase() === 'websocket';
    this.#server = createServer(
      { shouldUpgradeCallback: (request) => options.upgrade !== undefined && webSocket(request) },
      (request, response) => void this.#answer(request, response),
    );
    this.#server.on('upgrade', (request, socket, head) => this.#upgrade(request, socket, head));
  }

  /**
   * @param at `port` 0 takes a free one.
   * @returns the real address.
   * @throws HttpServerError, with words for the person who chose the address.
   */
  async listen(at: { host: string; port: number }): Promise<HttpAddress> {
    const token = this.#options.token ?? null;
    const named = `${at.host}:${at.port}`;
    if (!Number.isInteger(at.port) || at.port < 0 || at.port > 65_535) {
      throw new HttpServerError('bad-address', `${named}: the port must be from 0 to 65535`);
    }
    const address = await addressOf(at.host);
    if (address === null) {
      throw new HttpServerError('bad-address', `${named}: no address is known for "${at.host}"`);
    }
    if (!isLoopback(address) && token === null) {
      const words = 'can be reached from the network: a token must be configured, or a loopback address';
      throw new HttpServerError('token-missing', `${named} ${words}`);
    }
    this.#access = { address, token, origins: this.#options.origins ?? [] };
    const { promise, resolve, reject } = Promise.withResolvers<void>();
    this.#server.once('error', (error: NodeJS.ErrnoException) => reject(listenError(named, error)));
    this.#server.listen({ host: address, port: at.port }, resolve);
    await promise;
    this.#server.removeAllListeners('error');
    this.#server.on('error', (error) => this.#options.onError(error, 'accept'));
    const { port } = this.#server.address() as AddressInfo;
    return { host: address, port, url: `http://${address.includes(':') ? `[${address}]` : address}:${port}` };
  }

  /**
   * Takes no more requests, lets handlers that run end and answer, and ends every connection (not upgraded
   * ones).
   */
  async close(): Promise<void> {
    const closed = new Promise<void>((resolve) => this.#server.close(() => resolve()));
    await Promise.allSettled(this.#running);
    this.#server.closeAllConnections();
    await closed;
  }

  async #answer(request: IncomingMessage, response: ServerResponse): Promise<void> {
    try {
      const handle = await this.#handlerOf(request);
      const answered = this.#run(handle, request, response);
      this.#running.add(answered);
      await answered.finally(() => this.#running.delete(answered));
    } catch (error) {
      send(response, this.#errorReply(error, request), request.method === 'HEAD');
    }
  }

  /** Everything that depends on the client: it may be slow, and `close` does not wait for it. */
  async #handlerOf(request: IncomingMessage): Promise<() => HttpReply | Promise<HttpReply>> {
    const url = urlOf(request);
    checkAccess(this.#access, url.pathname, request.headers);
    const { route, params } = findRoute(this.#options.routes, request.method ?? '', url.pathname);
    const body = await readJsonBody(request);
    return () => route.handle({ params, query: url.searchParams, body });
  }

  async #run(
    handle: () => HttpReply | Promise<HttpReply>,
    request: IncomingMessage,
    response: ServerResponse,
  ): Promise<void> {
    send(response, await handle(), request.method === 'HEAD');
  }

  #errorReply(error: unknown, request: IncomingMessage): HttpReply {
    if (error instanceof HttpRefusal) {
      return { status: error.status, headers: error.headers, json: { error: error.message } };
    }
    if (!request.readableAborted) this.#options.onError(error, `${request.method} ${request.url}`);
    return { status: 500, json: { error: 'internal error' } };
  }

  #upgrade(request: IncomingMessage, socket: Duplex, head: Buffer): void {
    socket.on('error', () => socket.destroy());
    try {
      checkAccess(this.#access, null, request.headers);
      this.#options.upgrade?.(request, socket, head);
    } catch (error) {
      const { status = 500 } = this.#errorReply(error, request);
      socket.end(`HTTP/1.1 ${status} Refused\r\nconnection: close\r\ncontent-length: 0\r\n\r\n`);
    }
  }
}

/** The IP address that a name stands for; null if it stands for none. */
async function addressOf(host: string): Promise<string | null> {
  if (host === '') return null;
  return lookup(host).then(
    ({ address }) => address,
    () => null,
  );
}

function urlOf(request: IncomingMessage): URL {
  const target = request.url ?? '';
  if (!target.startsWith('/')) throw new HttpRefusal(400, 'the request target must be a path');
  // Joined as text: resolved against a base, a target of `//name/x` would be a host.
  const url = `http://station${target}`;
  if (!URL.canParse(url)) throw new HttpRefusal(400, 'the request target is not valid');
  return new URL(url);
}

function send(response: ServerResponse, reply: HttpReply, headOnly: boolean): void {
  if (response.destroyed) return;
  if ('stream' in reply) return sendStream(response, reply, headOnly);
  if ('from' in reply) return sendFile(response, reply, headOnly);
  const { type, body } = encoded(reply);
  response.writeHead(reply.status ?? 200, {
    'cache-control': 'no-store',
    'content-type': type,
    'content-length': body.byteLength,
    'x-content-type-options': 'nosniff',
    ...reply.headers,
  });
  response.end(headOnly ? undefined : body);
}

type StreamReply = Extract<HttpReply, { stream: unknown }>;
type FileReply = Extract<HttpReply, { from: unknown }>;

/** A file that ends too early breaks the connection: the client sees that it is not all. */
function sendFile(response: ServerResponse, reply: FileReply, headOnly: boolean): void {
  response.writeHead(reply.status ?? 200, {
    'cache-control': 'no-store',
    'content-type': reply.contentType,
    'content-length': reply.length_bytes,
    'x-content-type-options': 'nosniff',
    ...reply.headers,
  });
  if (headOnly || reply.length_bytes === 0) return void response.end();
  pipeline(reply.from(), response, () => {});
}

function sendStream(response: ServerResponse, reply: StreamReply, headOnly: boolean): void {
  response.writeHead(reply.status ?? 200, {
    'cache-control': 'no-store',
    'content-type': reply.contentType,
    'x-content-type-options': 'nosniff',
    ...reply.headers,
  });
  if (headOnly) return void response.end();
  response.flushHeaders();
  reply.stream({
    write: (bytes) => void response.write(bytes),
    get backlog_bytes() {
      return response.writableLength;
    },
    end: () => response.destroy(),
    onClose: (listener) => void response.on('close', listener),
  });
}

function encoded(reply: Exclude<HttpReply, StreamReply | FileReply>): { type: string; body: Uint8Array } {
  if ('bytes' in reply) return { type: reply.contentType, body: reply.bytes };
  if ('text' in reply) {
    return { type: reply.contentType ?? 'text/plain; charset=utf-8', body: Buffer.from(reply.text) };
  }
  return { type: 'application/json; charset=utf-8', body: Buffer.from(JSON.stringify(reply.json)) };
}

function listenError(named: string, error: NodeJS.ErrnoException): HttpServerError {
  switch (error.code) {
    case 'EADDRINUSE':
      return new HttpServerError('port-in-use', `${named} is in use by another program: choose another port`);
    case 'EACCES':
      return new HttpServerError('not-permitted', `${named}: this user may not listen on that port`);
    case 'EADDRNOTAVAIL':
      return new HttpServerError('bad-address', `${named} is no address of this machine`);
    default:
      return new HttpServerError('other', `${named} cannot be listened on: ${error.message}`);
  }
}
