import type { StationClock } from '../clock/clock.ts';
import type { CsmsSocket, SocketEvent, SocketTarget } from './csms-socket.ts';
import { LoopbackLine } from './loopback-line.ts';
import { ABNORMAL_CLOSURE, LoopbackPeer } from './loopback-peer.ts';

const NORMAL_CLOSURE = 1000;

/** A handshake without answer ends after this, as on the network. */
const HANDSHAKE_TIMEOUT_MS = 30_000;

/**
 * The socket of a central system in the same process: `peer` is its other end. Everything moves by timers of
 * the clock, so a run is repeatable, and a connection can be open while nothing gets through.
 */
export class LoopbackCsmsSocket implements CsmsSocket {
  readonly peer = new LoopbackPeer();
  readonly #clock: StationClock;
  #line: LoopbackLine | null = null;

  constructor({ clock }: { readonly clock: StationClock }) {
    this.#clock = clock;
  }

  open(target: SocketTarget, listener: (event: SocketEvent) => void): void {
    this.#drop();
    const line = new LoopbackLine(this.#clock, this.peer.condition, target, (event) => {
      this.#clock.clearTimeout(timeout);
      listener(event);
    });
    const timeout = this.#clock.setTimeout(() => {
      line.end({ type: 'refused', status: null, detail: 'the handshake was not answered' });
      line.toPeer.send(() => this.peer.receiveClose(line, ABNORMAL_CLOSURE, ''));
    }, HANDSHAKE_TIMEOUT_MS);
    this.#line = line;
    this.peer.attach(line);
  }

  send(text: string): void {
    const line = this.#line;
    if (line?.open) line.toPeer.send(() => this.peer.receiveFrame(line, text));
  }

  ping(): void {
    const line = this.#line;
    if (line?.open) line.toPeer.send(() => this.peer.receivePing(line));
  }

  close(detail: string): void {
    const line = this.#line;
    if (!line?.live) return;
    line.endSoon(detail);
    line.toPeer.send(() => this.peer.receiveClose(line, NORMAL_CLOSURE, detail));
  }

  /** What is underway are timers of the clock: while time stands still there is nothing to wait for. */
  async quiescent(): Promise<void> {}

  #drop(): void {
    const line = this.#line;
    if (!line) return;
    const wasLive = line.live;
    line.silence();
    if (wasLive) line.toPeer.send(() => this.peer.receiveClose(line, ABNORMAL_CLOSURE, ''));
  }
}
