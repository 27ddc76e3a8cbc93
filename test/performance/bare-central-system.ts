import { once } from 'node:events';
import type { AddressInfo } from 'node:net';
import { type WebSocket, WebSocketServer } from 'ws';
import { isoTime } from '../../machines/vocabulary/instant.ts';
import { now_ms } from './measurement.ts';

type Payload = Readonly<Record<string, unknown>>;
type Call = { readonly action: string; readonly payload: Payload; readonly at_ms: number };

/** As little of a central system as a measurement needs: a bare `ws` server that accepts everything. */
export class BareCentralSystem {
  /** What the station sent since it was last forgotten. */
  calls: Call[] = [];
  readonly #server = new WebSocketServer({ port: 0, host: '127.0.0.1', handleProtocols: () => 'ocpp1.6' });
  readonly #waiting = new Map<string, (conf: unknown) => void>();
  readonly #awaited = new Set<{ is: (call: Call) => boolean; found: (call: Call) => void }>();
  readonly #connected = Promise.withResolvers<void>();
  #socket: WebSocket | null = null;
  #sent = 0;
  #transactionId = 0;

  async listen(): Promise<string> {
    this.#server.on('connection', (socket) => {
      this.#socket = socket;
      this.#connected.resolve();
      socket.on('message', (data) => this.#heard(String(data)));
    });
    await once(this.#server, 'listening');
    return `ws://127.0.0.1:${(this.#server.address() as AddressInfo).port}`;
  }

  get connected(): Promise<void> {
    return this.#connected.promise;
  }

  close(): void {
    this.#socket?.terminate();
    this.#server.close();
  }

  /** The payload of the answer to a CALL. */
  call(action: string, payload: object): Promise<unknown> {
    const id = `b${++this.#sent}`;
    const { promise, resolve } = Promise.withResolvers<unknown>();
    this.#waiting.set(id, resolve);
    this.#socket?.send(JSON.stringify([2, id, action, payload]));
    return promise;
  }

  /** The next CALL of the station that is like this. */
  next(is: (call: Call) => boolean): Promise<Call> {
    const { promise, resolve } = Promise.withResolvers<Call>();
    const entry = { is, found: resolve };
    this.#awaited.add(entry);
    return promise.finally(() => this.#awaited.delete(entry));
  }

  nextOf(action: string): Promise<Call> {
    return this.next((call) => call.action === action);
  }

  #heard(text: string): void {
    const [type, id, third, fourth] = JSON.parse(text);
    if (type !== 2) {
      this.#waiting.get(id)?.(third);
      this.#waiting.delete(id);
      return;
    }
    const call = { action: third, payload: fourth, at_ms: now_ms() };
    this.calls.push(call);
    this.#socket?.send(JSON.stringify([3, id, this.#answer(third)]));
    for (const { is, found } of this.#awaited) if (is(call)) found(call);
  }

  #answer(action: string): object {
    const idTagInfo = { status: 'Accepted' };
    const currentTime = isoTime(Date.UTC(2026, 0, 1));
    if (action === 'BootNotification') return { status: 'Accepted', currentTime, interval: 60 };
    if (action === 'Heartbeat') return { currentTime };
    if (action === 'StartTransaction') return { transactionId: ++this.#transactionId, idTagInfo };
    return action === 'Authorize' || action === 'StopTransaction' ? { idTagInfo } : {};
  }
}
