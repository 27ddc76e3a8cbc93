import type { StationClock } from '../clock/clock.ts';

/**
 * How far the station's wall clock is off from what it was started with, in ms, whoever stepped it: the bench
 * or the central system.
 */
export class ClockOffset {
  readonly #clock: StationClock;
  #offset_ms = 0;

  constructor(clock: StationClock) {
    this.#clock = clock;
    clock.onWallStep((by_ms) => {
      this.#offset_ms += by_ms;
    });
  }

  get now_ms(): number {
    return this.#offset_ms;
  }

  /** Steps the wall clock so that its offset becomes this. */
  set(offset_ms: number): void {
    if (offset_ms !== this.#offset_ms) this.#clock.stepWall(offset_ms - this.#offset_ms);
  }
}
