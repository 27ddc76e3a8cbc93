import type { CsmsSocket, SocketEvent, SocketTarget } from '../csms-socket/csms-socket.ts';

export type LinkState = 'up' | 'down' | 'black-hole';

type Listener = (event: SocketEvent) => void;

/** One connection as the station sees it. Only the latest one is heard. */
type Connection = {
  readonly listener: Listener;
  phase: 'opening' | 'open' | 'ended';
  /** The real socket was asked to open it. */
  reached: boolean;
  /** What waits on its way to the station. */
  readonly held: SocketEvent[];
};

const DOWN = 'the bench link is down';

/**
 * The network between the station and its central system, in front of a real socket. `down`: connections end
 * and new ones are refused. `black-hole`: they stay, and nothing passes; what was held is delivered in order
 * when the link is up again, as TCP retransmits, but an attempt to connect that was given up meanwhile never
 * arrives.
 */
export class BenchLink implements CsmsSocket {
  readonly #inner: CsmsSocket;
  #state: LinkState = 'up';
  #connection: Connection | null = null;
  /** What waits on its way to the central system. */
  #outbound: { readonly of: Connection | null; readonly pass: () => void }[] = [];

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
    this.#giveUp();
    const connection: Connection = { listener, phase: 'opening', reached: false, held: [] };
    this.#connection = connection;
    if (this.#state === 'down') {
      queueMicrotask(() => this.#end(connection, DOWN));
      return;
    }
    this.#outward(() => {
      connection.reached = true;
      this.#inner.open(target, (event) => this.#inward(connection, event));
    });
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
      queueMicrotask(() => this.#end(connection, detail, 1000));
      if (!connection.reached) {
        this.#forget(connection);
        return;
      }
    }
    this.#outward(() => this.#inner.close(detail));
  }

  quiescent(): Promise<void> {
    return this.#inner.quiescent();
  }

  /**
   * A new connection drops the older one in silence; an attempt that never left the station leaves no trace.
   */
  #giveUp(): void {
    const older = this.#connection;
    if (!older) return;
    older.phase = 'ended';
    if (!older.reached) this.#forget(older);
  }

  #forget(connection: Connection): void {
    this.#outbound = this.#outbound.filter(({ of }) => of !== connection);
  }

  #outward(pass: () => void): void {
    if (this.#state === 'up') pass();
    if (this.#state === 'black-hole') this.#outbound.push({ of: this.#connection, pass });
  }

  #inward(connection: Connection, event: SocketEvent): void {
    // Behind what is held already, also while that is being released.
    if (this.#state === 'black-hole' || connection.held.length > 0) connection.held.push(event);
    else this.#hear(connection, event);
  }

  #hear(connection: Connection, event: SocketEvent): void {
    if (connection.phase === 'ended') return;
    if (event.type === 'opened') connection.phase = 'open';
    if (event.type === 'closed' || event.type === 'refused') connection.phase = 'ended';
    connection.listener(event);
  }

  #cut(): void {
    this.#outbound = [];
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
    for (const { pass } of outbound) pass();
    const connection = this.#connection;
    while (connection && connection.held.length > 0 && this.#state === 'up') {
      // It stays at the head until it was heard, so that what it brings about comes behind the rest.
      this.#hear(connection, connection.held[0]!);
      connection.held.shift();
    }
  }
}
