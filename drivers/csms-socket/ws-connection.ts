import type { IncomingMessage } from 'node:http';
import WebSocket, { type ClientOptions, type RawData } from 'ws';
import type { SocketEvent, SocketTarget } from './csms-socket.ts';
import { TlsConnection } from './tls-connection.ts';
import { type NetworkError, plainWords } from './tls-problem.ts';

/** Subprotocol of OCPP 1.6-J (OCPP-J 1.6 3.1.2). */
export const SUBPROTOCOL = 'ocpp1.6';

/** No message of OCPP 1.6 comes near; a longer one is dropped before it is buffered. */
const MAX_FRAME_BYTES = 1024 * 1024;
/** Answers that a central system asks for and does not read may not fill the memory. */
const MOST_UNREAD_BYTES = 8 * 1024 * 1024;
const HANDSHAKE_TIMEOUT_MS = 30_000;
/** How long a close frame may stay unanswered before the connection is cut. */
const CLOSE_TIMEOUT_MS = 2000;
const NORMAL_CLOSURE = 1000;
/** Longest reason of a close frame (RFC 6455 5.5). */
const MAX_REASON_BYTES = 123;

/** Marks the pings whose pongs are not the station's. */
const PROBE = 'quiescent';
/** A peer's answer may take some turns longer than its pong: as many rounds without a frame count as rest. */
const QUIET_ROUNDS = 3;

const UNUSABLE: Readonly<Record<string, 'not-utf8' | 'too-large'>> = {
  WS_ERR_INVALID_UTF8: 'not-utf8',
  WS_ERR_UNSUPPORTED_MESSAGE_LENGTH: 'too-large',
  WS_ERR_UNSUPPORTED_DATA_PAYLOAD_LENGTH: 'too-large',
};

/** Basic authentication over the bytes of the key as they are (security whitepaper 2.3.2, profile 1). */
function authorization({ username, password }: NonNullable<SocketTarget['credentials']>): string {
  const pair = Buffer.concat([Buffer.from(`${username}:`, 'utf8'), password.reveal()]);
  return `Basic ${pair.toString('base64')}`;
}

const reasonOf = (detail: string): string => {
  const bytes = Buffer.from(detail, 'utf8');
  if (bytes.length <= MAX_REASON_BYTES) return detail;
  return bytes
    .subarray(0, MAX_REASON_BYTES)
    .toString('utf8')
    .replace(/\uFFFD+$/, '');
};

/**
 * One connection from its handshake to its end. It ends for the listener with one `refused` or `closed`, or
 * in silence when it is dropped; what the network still brings after that is nobody's.
 */
export class WsConnection {
  readonly #socket: WebSocket;
  readonly #ended: Promise<void>;
  readonly #probes = new Map<string, () => void>();
  #listener: ((event: SocketEvent) => void) | null;
  /** The listener that still waits for the event of its own `close`. */
  #lastWord: ((event: SocketEvent) => void) | null = null;
  #opened = false;
  readonly #tls: TlsConnection | null;
  #failure: NetworkError | null = null;
  #moved = 0;
  #probed = 0;

  /** @throws SyntaxError if the URL is none of a WebSocket; its message may hold the URL. */
  constructor(target: SocketTarget, listener: (event: SocketEvent) => void) {
    this.#listener = listener;
    this.#tls = target.tls ? new TlsConnection(target.tls) : null;
    const options: ClientOptions & { readonly closeTimeout: number } = {
      perMessageDeflate: false,
      maxPayload: MAX_FRAME_BYTES,
      handshakeTimeout: HANDSHAKE_TIMEOUT_MS,
      closeTimeout: CLOSE_TIMEOUT_MS,
      followRedirects: false,
      ...(this.#tls && { createConnection: this.#tls.open.bind(this.#tls) as never }),
      headers: target.credentials ? { Authorization: authorization(target.credentials) } : {},
    };
    this.#socket = new WebSocket(target.url, [SUBPROTOCOL], options);
    this.#ended = new Promise((resolve) => this.#socket.once('close', () => resolve()));
    this.#subscribe(this.#socket);
  }

  send(text: string): void {
    if (this.#socket.readyState !== WebSocket.OPEN) return;
    this.#moved += 1;
    this.#socket.send(text, () => {});
    if (this.#socket.bufferedAmount <= MOST_UNREAD_BYTES) return;
    this.#failure = new Error('the central system does not read what it is sent');
    this.#socket.terminate();
  }

  ping(): void {
    if (this.#socket.readyState === WebSocket.OPEN) this.#socket.ping('', true, () => {});
  }

  /** Starts the closing handshake; the listener hears of it at the next turn, whatever the peer does. */
  close(detail: string): void {
    const event: SocketEvent = this.#opened
      ? { type: 'closed', code: NORMAL_CLOSURE, detail }
      : { type: 'refused', status: null, detail };
    const listener = this.#listener;
    this.#listener = null;
    if (!listener) return;
    this.#lastWord = listener;
    queueMicrotask(() => {
      this.#lastWord?.(event);
      this.#lastWord = null;
    });
    if (this.#opened) this.#socket.close(NORMAL_CLOSURE, reasonOf(detail));
    else this.#socket.terminate();
  }

  /** Cuts the connection, or leaves a closing handshake to itself; the listener hears no more of it. */
  drop(): void {
    this.#listener = null;
    this.#lastWord = null;
    if (this.#socket.readyState !== WebSocket.CLOSING) this.#socket.terminate();
  }

  /**
   * Resolves when the handshake is over and nothing has moved for a few round trips, or the connection ended.
   */
  async quiescent(): Promise<void> {
    if (this.#socket.readyState === WebSocket.CONNECTING) await this.#handshakeOver();
    for (let quiet = 0; quiet < QUIET_ROUNDS && this.#socket.readyState === WebSocket.OPEN; quiet++) {
      const before = this.#moved;
      await this.#probe();
      if (this.#moved !== before) quiet = -1;
    }
    if (this.#socket.readyState === WebSocket.CLOSING) await this.#ended;
  }

  #subscribe(socket: WebSocket): void {
    socket.on('open', () => {
      this.#opened = true;
      const root = this.#tls?.root();
      this.#emit({ type: 'opened', ...(root && { root }) });
    });
    socket.on('unexpected-response', (_request, response: IncomingMessage) => {
      const status = response.statusCode ?? null;
      this.#end({ type: 'refused', status, detail: `HTTP ${status} ${response.statusMessage ?? ''}`.trim() });
      socket.terminate();
    });
    socket.on('message', (data: RawData, isBinary: boolean) => {
      if (isBinary) this.#emit({ type: 'unusable-frame', reason: 'binary' });
      else this.#emit({ type: 'frame', text: data.toString() });
    });
    socket.on('pong', (data: Buffer) => {
      const probe = this.#probes.get(data.toString());
      if (probe) probe();
      else this.#emit({ type: 'pong' });
    });
    socket.on('error', (error: NetworkError) => {
      const reason = UNUSABLE[error.code ?? ''];
      if (reason) this.#emit({ type: 'unusable-frame', reason });
      this.#failure = error;
    });
    socket.on('close', (code: number, reason: Buffer) => {
      const detail = reason.toString() || (this.#failure ? plainWords(this.#failure) : 'no reason given');
      if (this.#opened) this.#end({ type: 'closed', code, detail });
      else this.#end(this.#refused(detail));
      for (const resolve of this.#probes.values()) resolve();
    });
  }

  #refused(detail: string): SocketEvent {
    const problem = this.#failure && this.#tls?.problem(this.#failure);
    return { type: 'refused', status: null, detail, ...(problem && { problem }) };
  }

  #emit(event: SocketEvent): void {
    this.#moved += 1;
    this.#listener?.(event);
  }

  #end(event: SocketEvent): void {
    const listener = this.#listener;
    this.#listener = null;
    listener?.(event);
  }

  async #handshakeOver(): Promise<void> {
    const opened = new Promise<void>((resolve) => this.#socket.once('open', () => resolve()));
    await Promise.race([opened, this.#ended]);
  }

  /** A round trip, and a turn of the event loop for what came with it. */
  async #probe(): Promise<void> {
    this.#probed += 1;
    const name = `${PROBE} ${this.#probed}`;
    const answered = new Promise<void>((resolve) => this.#probes.set(name, resolve));
    this.#socket.ping(name, true, () => {});
    await Promise.race([answered, this.#ended]);
    this.#probes.delete(name);
    await new Promise<void>((resolve) => setImmediate(resolve));
  }
}
