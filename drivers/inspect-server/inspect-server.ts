import type { IncomingMessage } from 'node:http';
import type { Duplex } from 'node:stream';
import { type RawData, type WebSocket, WebSocketServer } from 'ws';
import { HttpRefusal } from '../http-server/http-error.ts';
import { HttpServer } from '../http-server/http-server.ts';

/** One inspector that is connected. Nothing waits for it: who writes looks at the backlog. */
export type InspectSocket = {
  write(text: string): void;
  /** What was written and has not left this process, in bytes. */
  readonly backlog_bytes: number;
  /** Breaks the connection. */
  end(): void;
};

export type InspectListener = {
  readonly heard: (text: string) => void;
  readonly left: () => void;
};

type Options = {
  /** Languages of inspectors by the path at which they connect. */
  readonly paths: readonly string[];
  /** Origins of pages elsewhere that may connect. */
  readonly origins: readonly string[];
  /** False: there are as many inspectors as there may be. */
  readonly admits: () => boolean;
  readonly connected: (path: string, socket: InspectSocket) => InspectListener;
  readonly onError: (error: unknown) => void;
};

/** What an inspector says is short. */
const MAX_FRAME_BYTES = 64 * 1024;

const ABOUT = 'The inspector of this station. It speaks WebSocket, see docs/inspect.md.\n';

/**
 * Where inspectors connect, over WebSocket. Only loopback, and only who the station's HTTP server would let
 * in.
 */
export class InspectServer {
  readonly #options: Options;
  readonly #http: HttpServer;
  readonly #sockets = new WebSocketServer({ noServer: true, maxPayload: MAX_FRAME_BYTES });

  constructor(options: Options) {
    this.#options = options;
    this.#http = new HttpServer({
      routes: [{ method: 'GET', path: '/', handle: () => ({ text: ABOUT }) }],
      origins: options.origins,
      onError: options.onError,
      upgrade: (request, socket, head) => this.#upgrade(request, socket, head),
    });
  }

  /**
   * @param at `port` 0 takes a free one.
   * @returns its URL, `ws://127.0.0.1:8017`.
   * @throws HttpServerError, with words for the person who chose the address.
   */
  async listen(at: { readonly host: string; readonly port: number }): Promise<string> {
    const { url } = await this.#http.listen(at);
    return url.replace(/^http/, 'ws');
  }

  /** Says so to who is connected, and takes nobody more. */
  async close(): Promise<void> {
    for (const socket of this.#sockets.clients) socket.close(1001, 'the station ends');
    await this.#http.close();
  }

  #upgrade(request: IncomingMessage, socket: Duplex, head: Buffer): void {
    const [path = '/'] = (request.url ?? '/').split('?');
    if (!this.#options.paths.includes(path)) throw new HttpRefusal(404, `no inspector connects at ${path}`);
    if (!this.#options.admits()) throw new HttpRefusal(503, 'too many inspectors: close one of the others');
    this.#sockets.handleUpgrade(request, socket, head, (opened) => this.#opened(path, opened));
  }

  #opened(path: string, socket: WebSocket): void {
    const { heard, left } = this.#options.connected(path, {
      write: (text) => socket.send(text, () => {}),
      get backlog_bytes() {
        return socket.bufferedAmount;
      },
      end: () => socket.terminate(),
    });
    socket.on('message', (data: RawData, isBinary: boolean) => {
      if (!isBinary) heard(data.toString());
    });
    // A frame that is too long or none of WebSocket: ws closes the connection.
    socket.on('error', () => {});
    socket.on('close', left);
  }
}
