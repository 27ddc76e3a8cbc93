import type { AddressInfo } from 'node:net';
import { RPCServer } from 'ocpp-rpc';
import { onTestFinished } from 'vitest';
import { SystemClock } from '../../drivers/clock/system-clock.ts';
import { isoTime } from '../../machines/vocabulary/instant.ts';
import type { Delivered } from '../properties/delivered-messages.ts';

type Payload = Record<string, unknown>;
/** The part of an `ocpp-rpc` client that is used here. */
type Station = {
  handle(handler: (call: { method?: string; params?: Payload }) => Promise<Payload>): void;
  call(action: string, payload: object): Promise<Payload>;
  sendRaw(message: string | Buffer): void;
  close(how: { code: number; force?: boolean }): Promise<unknown>;
  on(event: 'message', listener: (it: { message: string; outbound: boolean }) => void): void;
  on(event: 'strictValidationFailure', listener: (it: { error: Error; outbound: boolean }) => void): void;
  on(event: 'close', listener: () => void): void;
};
type Recorded = { -readonly [Field in keyof Delivered]: Delivered[Field] };
/** What happened at the central system: a connection, or a CALL that arrived or whose answer was sent. */
export type Happening =
  | { readonly kind: 'connected' }
  | { readonly kind: 'disconnected' }
  | { readonly kind: 'received' | 'answered'; readonly call: Delivered };

type Unwatch = () => void;

/** Decides on the password of a station; raw bytes. */
export type Admission = (password: Buffer | undefined) => boolean;

/**
 * A central system independent of ours, in this process: `ocpp-rpc` in strict mode, which holds each message
 * against the official schemas. It accepts all cards, and keeps what it received over all connections.
 */
export class CentralSystem {
  readonly delivered: Recorded[] = [];
  /** Messages of the station that are no OCPP 1.6. */
  readonly misfits: string[] = [];
  /** Whatever arrived as text. */
  readonly frames: string[] = [];
  /** Passwords that were shown, in order. */
  readonly passwords: (Buffer | undefined)[] = [];
  life = 1;
  admits: Admission = () => true;
  /** Whether a CALL that has just arrived is never answered. */
  ignores: (call: Delivered) => boolean = () => false;
  url = '';
  station: Station | null = null;
  readonly #clock = new SystemClock();
  readonly #watchers = new Set<(happening: Happening) => void>();
  #connections = 0;
  #open = 0;
  #transactions = 0;

  static async start(): Promise<CentralSystem> {
    const system = new CentralSystem();
    const server = new RPCServer({
      protocols: ['ocpp1.6'],
      strictMode: true,
      maxBadMessages: Number.POSITIVE_INFINITY,
      pingIntervalMs: 0,
    });
    server.auth((accept, reject, handshake) => {
      const password = handshake.password as unknown as Buffer | undefined;
      system.passwords.push(password);
      if (system.admits(password)) accept();
      else reject(401, 'Unauthorized');
    });
    server.on('client', (client: Station) => system.#connected(client));
    const http = await server.listen(0, '127.0.0.1');
    onTestFinished(() => server.close({ force: true }));
    system.url = `ws://127.0.0.1:${(http.address() as AddressInfo).port}`;
    return system;
  }

  /** Calls `listener` with everything that happens from now on. @returns how to end that. */
  watch(listener: (happening: Happening) => void): Unwatch {
    this.#watchers.add(listener);
    return () => this.#watchers.delete(listener);
  }

  /** Waits for something that happens from now on. */
  next(wanted: (happening: Happening) => boolean): Promise<Happening> {
    const { promise, resolve } = Promise.withResolvers<Happening>();
    const end = this.watch((happening) => {
      if (wanted(happening)) resolve(happening);
    });
    return promise.finally(end);
  }

  /** Whatever was sent to it has arrived: waits until no connection is open. */
  async disconnected(): Promise<void> {
    while (this.#open > 0) await this.next((it) => it.kind === 'disconnected');
  }

  /** Waits for a CALL that was or will be received, and is answered. */
  async answered(wanted: (call: Delivered) => boolean): Promise<Delivered> {
    const found = this.delivered.find((call) => call.answer !== null && wanted(call));
    if (found) return found;
    const happening = await this.next((it) => it.kind === 'answered' && wanted(it.call));
    return (happening as { call: Delivered }).call;
  }

  #connected(client: Station): void {
    this.#connections += 1;
    this.#open += 1;
    const connection = this.#connections;
    this.station = client;
    client.on('message', ({ message, outbound }) => {
      if (!outbound) this.frames.push(message.toString());
    });
    client.on('strictValidationFailure', ({ error, outbound }) => {
      if (!outbound) this.misfits.push(error.message);
    });
    client.on('close', () => {
      this.#open -= 1;
      this.#tell({ kind: 'disconnected' });
    });
    client.handle(async ({ method = '', params = {} }) => {
      const call: Recorded = { action: method, payload: params, life: this.life, connection, answer: null };
      this.delivered.push(call);
      const ignored = this.ignores(call);
      this.#tell({ kind: 'received', call });
      if (ignored) return new Promise<Payload>(() => {});
      const answer = this.#answerTo(method);
      // At the next turn, when the answer is on its way.
      queueMicrotask(() => {
        call.answer = answer;
        this.#tell({ kind: 'answered', call });
      });
      return answer;
    });
    this.#tell({ kind: 'connected' });
  }

  #answerTo(action: string): Payload {
    const currentTime = isoTime(this.#clock.now().wall_ms);
    switch (action) {
      case 'BootNotification':
        return { status: 'Accepted', currentTime, interval: 3600 };
      case 'Heartbeat':
        return { currentTime };
      case 'Authorize':
      case 'StopTransaction':
        return { idTagInfo: { status: 'Accepted' } };
      case 'StartTransaction':
        this.#transactions += 1;
        return { transactionId: this.#transactions, idTagInfo: { status: 'Accepted' } };
      default:
        return {};
    }
  }

  #tell(happening: Happening): void {
    for (const listener of [...this.#watchers]) listener(happening);
  }
}
