import type { CsmsSocket, SocketEvent, SocketTarget } from '../csms-socket/csms-socket.ts';

export type LinkState = 'up' | 'down' | 'black-hole';

type Listener = (event: SocketEvent) => void;

/** One connection as the station sees it. Only the latest one is heard. */
type Connection = { readonly listener: Listener; phase: 'opening' | 'open' | 'ended' };

const DOWN = 'the bench link is down';

/**
 * The network between the station and its central system, in front of a real socket. `down`: connections end and new
 * ones are refused. `black-hole`: they stay, and nothing passes; what was held is delivered in order when the link is
 * up again, as TCP retransmits.
 */
export class BenchLink implements CsmsSocket {
  readonly #inner: CsmsSocket;
  #state: LinkState = 'up';
  #connection: Connection | null = null;
  /** What waits in the black hole, towards the central system and towards the station. */
  #outbound: (() => void)[] = [];
  #inbound: (() => void)[] = [];

  constructor(inner: CsmsSocket) {
    this.#inner = inner;
  }

  get state(): LinkState {
    return this.#state;
  }

  set(state: LinkState): void {
    if (state === this.#state) return;
    this.#state = state;
    if (state === 'down') this.#cut();
    if (state === 'up') this.#release();
  }

  open(target: SocketTarget, listener: Listener): void {
    const connection: Connection = { listener, phase: 'opening' };
    if (this.#connection) this.#connection.phase = 'ended';
    this.#connection = connection;
    // What the older connection was still to hear; what it has sent goes out before the new one opens.
    this.#inbound = [];
    if (this.#state === 'down') {
      queueMicrotask(() => this.#end(connection, DOWN));
      return;
    }
    this.#outward(() =>
      this.#inner.open(target, (event) => this.#inward(() => this.#hear(connection, event))),
    );
  }

  send(text: string): void {
    this.#outward(() => this.#inner.send(text));
  }

  ping(): void {
    this.#outward(() => this.#inner.ping());
  }

  close(detail: string): void {
    const connection = this.#connection;
    if (this.#state === 'black-hole' && connection) {
      // The station needs nobody to close its end; the peer hears of it when something passes again.
      this.#inbound = [];
      queueMicrotask(() => this.#end(connection, detail, 1000));
    }
    this.#outward(() => this.#inner.close(detail));
  }

  quiescent(): Promise<void> {
    return this.#inner.quiescent();
  }

  #outward(pass: () => void): void {
    if (this.#state === 'up') pass();
    if (this.#state === 'black-hole') this.#outbound.push(pass);
  }

  #inward(pass: () => void): void {
    // Behind what is held already, also while that is being released.
    if (this.#state === 'black-hole' || this.#inbound.length > 0) this.#inbound.push(pass);
    else pass();
  }

  #hear(connection: Connection, event: SocketEvent): void {
    if (connection.phase === 'ended') return;
    if (event.type === 'opened') connection.phase = 'open';
    if (event.type === 'closed' || event.type === 'refused') connection.phase = 'ended';
    connection.listener(event);
  }

  #cut(): void {
    this.#outbound = [];
    this.#inbound = [];
    const connection = this.#connection;
    if (!connection) return;
    this.#end(connection, DOWN);
    this.#inner.close(DOWN);
  }

  #end(connection: Connection, detail: string, code = 1006): void {
    if (connection.phase === 'opening') this.#hear(connection, { type: 'refused', status: null, detail });
    else this.#hear(connection, { type: 'closed', code, detail });
  }

  #release(): void {
    const outbound = this.#outbound;
    this.#outbound = [];
    for (const pass of outbound) pass();
    while (this.#inbound.length > 0 && this.#state === 'up') {
      this.#inbound[0]!();
      this.#inbound.shift();
    }
  }
}
