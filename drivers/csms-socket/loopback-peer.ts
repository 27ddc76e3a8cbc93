import type { SocketEvent, SocketTarget } from './csms-socket.ts';
import type { LineCondition } from './loopback-channel.ts';
import type { LoopbackLine } from './loopback-line.ts';

/** RFC 6455 7.1.5: the connection ended without a close frame. */
export const ABNORMAL_CLOSURE = 1006;

export type LoopbackRefusal = { readonly status: number | null; readonly detail: string };

/** The central system's end of a loopback connection. Listeners are replaced, not added. */
export class LoopbackPeer {
  /** Decides on a handshake; null accepts it. */
  refuse: (target: SocketTarget) => LoopbackRefusal | null = () => null;
  /** A central system that lost its mind keeps connections open and answers no ping. */
  answersPings = true;
  readonly condition: LineCondition = { latency_ms: 0, blackHole: false };
  readonly #lines = new Set<LoopbackLine>();
  #line: LoopbackLine | null = null;
  #onOpen: (target: SocketTarget) => void = () => {};
  #onFrame: (text: string) => void = () => {};
  #onClose: (code: number, detail: string) => void = () => {};

  /** Whether this side holds a connection; the other side may long be gone. */
  get connected(): boolean {
    return this.#line !== null;
  }

  /** One way, in ms; what is underway keeps its own, and nothing overtakes. */
  set latency_ms(latency_ms: number) {
    this.condition.latency_ms = latency_ms;
  }

  /** While true nothing passes in either direction and nobody is told; afterwards it all arrives. */
  set blackHole(blackHole: boolean) {
    this.condition.blackHole = blackHole;
    for (const line of [...this.#lines]) {
      line.toPeer.pump();
      line.toStation.pump();
      if (line.spent) this.#lines.delete(line);
    }
  }

  onOpen(listener: (target: SocketTarget) => void): void {
    this.#onOpen = listener;
  }

  onFrame(listener: (text: string) => void): void {
    this.#onFrame = listener;
  }

  onClose(listener: (code: number, detail: string) => void): void {
    this.#onClose = listener;
  }

  send(text: string): void {
    this.#tell({ type: 'frame', text });
  }

  /** Sends a frame that cannot be OCPP-J. */
  sendUnusable(reason: 'binary' | 'not-utf8' | 'too-large'): void {
    this.#tell({ type: 'unusable-frame', reason });
  }

  /** Ends the connection from this side; with 1006 as if the central system's process was killed. */
  close(code: number = 1000, detail: string = ''): void {
    const line = this.#line;
    this.#line = null;
    line?.toStation.send(() => line.end({ type: 'closed', code, detail }));
  }

  /** For the station's end: a connection has been started. */
  attach(line: LoopbackLine): void {
    for (const old of [...this.#lines]) if (old.spent) this.#lines.delete(old);
    this.#lines.add(line);
    line.toPeer.send(() => this.#receiveHandshake(line));
  }

  /** For the station's end. */
  receiveFrame(line: LoopbackLine, text: string): void {
    if (line === this.#line) this.#onFrame(text);
  }

  /** For the station's end. */
  receivePing(line: LoopbackLine): void {
    if (line === this.#line && this.answersPings) this.#tell({ type: 'pong' });
  }

  /** For the station's end. */
  receiveClose(line: LoopbackLine, code: number, detail: string): void {
    if (line !== this.#line) return;
    this.#line = null;
    this.#onClose(code, detail);
  }

  #receiveHandshake(line: LoopbackLine): void {
    const refusal = this.refuse(line.target);
    if (refusal) {
      line.toStation.send(() => line.end({ type: 'refused', ...refusal }));
      return;
    }
    if (this.#line) this.receiveClose(this.#line, ABNORMAL_CLOSURE, 'replaced by a new connection');
    this.#line = line;
    line.toStation.send(() => line.openStation());
    this.#onOpen(line.target);
  }

  #tell(event: SocketEvent): void {
    const line = this.#line;
    line?.toStation.send(() => line.tell(event));
  }
}
