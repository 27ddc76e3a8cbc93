import type { StationClock } from '../clock/clock.ts';
import type { SocketEvent, SocketTarget } from './csms-socket.ts';
import { type LineCondition, LoopbackChannel } from './loopback-channel.ts';

type Listener = (event: SocketEvent) => void;

/** One connection in one process: two channels, and the station's side of it. */
export class LoopbackLine {
  readonly toPeer: LoopbackChannel;
  readonly toStation: LoopbackChannel;
  readonly target: SocketTarget;
  readonly #clock: StationClock;
  #listener: Listener | null;
  #lastWord: Listener | null = null;
  #opened = false;

  constructor(clock: StationClock, condition: LineCondition, target: SocketTarget, listener: Listener) {
    this.#clock = clock;
    this.#listener = listener;
    this.target = target;
    this.toPeer = new LoopbackChannel(clock, condition);
    this.toStation = new LoopbackChannel(clock, condition);
  }

  /** Whether the station has this connection, open or opening. */
  get live(): boolean {
    return this.#listener !== null;
  }

  get open(): boolean {
    return this.live && this.#opened;
  }

  get spent(): boolean {
    return !this.live && this.toPeer.empty && this.toStation.empty;
  }

  openStation(): void {
    this.#opened = true;
    this.tell({ type: 'opened' });
  }

  tell(event: SocketEvent): void {
    this.#listener?.(event);
  }

  /** The last event of this connection. */
  end(event: SocketEvent): void {
    const listener = this.#listener;
    this.silence();
    listener?.(event);
  }

  /** As `end`, but the event comes at the next turn, and nothing comes before it. */
  endSoon(detail: string): void {
    const event: SocketEvent = this.#opened
      ? { type: 'closed', code: 1000, detail }
      : { type: 'refused', status: null, detail };
    const listener = this.#listener;
    this.silence();
    this.#lastWord = listener;
    this.#clock.setTimeout(() => this.#lastWord?.(event), 0);
  }

  /** Nothing of this connection reaches the station any more. */
  silence(): void {
    this.#listener = null;
    this.#lastWord = null;
    this.toStation.cut();
  }
}
