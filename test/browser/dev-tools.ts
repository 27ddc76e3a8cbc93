import { once } from 'node:events';
import { WebSocket } from 'ws';

export type Params = Readonly<Record<string, unknown>>;
type Answer = { readonly result?: Params; readonly error?: { readonly message: string } };

/** One connection of the DevTools protocol: of a page, or of a whole browser. */
export class DevTools {
  readonly address: string;
  /** Called with each event that comes unasked. */
  onEvent: (method: string, params: Params) => void = () => {};
  readonly #socket: WebSocket;
  readonly #waiting = new Map<number, (answer: Answer) => void>();
  #count = 0;

  constructor(socket: WebSocket) {
    this.address = socket.url;
    this.#socket = socket;
    socket.on('message', (data) => {
      const { id, method, params, ...answer } = JSON.parse(String(data));
      if (id === undefined) return this.onEvent(method, params);
      this.#waiting.get(id)?.(answer);
      this.#waiting.delete(id);
    });
  }

  static async connect(address: string): Promise<DevTools> {
    const socket = new WebSocket(address);
    await once(socket, 'open');
    return new DevTools(socket);
  }

  ask(method: string, params: Params = {}): Promise<Answer> {
    this.#count += 1;
    const { promise, resolve } = Promise.withResolvers<Answer>();
    this.#waiting.set(this.#count, resolve);
    this.#socket.send(JSON.stringify({ id: this.#count, method, params }));
    return promise;
  }

  close(): void {
    this.#socket.close();
  }
}
