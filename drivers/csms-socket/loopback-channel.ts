import type { StationClock } from '../clock/clock.ts';

/** The state of the line, the same in both directions. */
export type LineCondition = {
  /** One way, in ms. */
  latency_ms: number;
  /** Nothing passes, and nobody is told: what is sent waits, as TCP would send it again. */
  blackHole: boolean;
};

type Underway = { readonly due_ms: number; readonly deliver: () => void };

/**
 * One direction of a connection in one process: keeps the order, delivers by the clock, never inside `send`.
 */
export class LoopbackChannel {
  readonly #clock: StationClock;
  readonly #line: LineCondition;
  #underway: Underway[] = [];

  constructor(clock: StationClock, line: LineCondition) {
    this.#clock = clock;
    this.#line = line;
  }

  get empty(): boolean {
    return this.#underway.length === 0;
  }

  send(deliver: () => void): void {
    this.#underway.push({ due_ms: this.#clock.now().monotonic_ms + this.#line.latency_ms, deliver });
    this.#clock.setTimeout(() => this.pump(), this.#line.latency_ms);
  }

  /** Delivers what is due; to be called when the line passes again. */
  pump(): void {
    const now_ms = this.#clock.now().monotonic_ms;
    while (!this.#line.blackHole && this.#underway[0] && this.#underway[0].due_ms <= now_ms) {
      this.#underway.shift()!.deliver();
    }
  }

  /** Loses what is underway. */
  cut(): void {
    this.#underway = [];
  }
}
