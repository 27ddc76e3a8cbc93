import type { StationClock, TimerHandle } from '../../drivers/clock/clock.ts';
import type { Instant } from '../../machines/vocabulary/instant.ts';

/** The clock of one life of a station: monotonic from 0, and all its timers end with the power. */
export class PoweredClock implements StationClock {
  readonly #clock: StationClock;
  readonly #since_ms: number;
  readonly #timers = new Set<TimerHandle>();
  #powered = true;

  constructor(clock: StationClock) {
    this.#clock = clock;
    this.#since_ms = clock.now().monotonic_ms;
  }

  now(): Instant {
    const { monotonic_ms, wall_ms } = this.#clock.now();
    return { monotonic_ms: monotonic_ms - this.#since_ms, wall_ms };
  }

  setTimeout(fire: () => void, delay_ms: number): TimerHandle {
    if (!this.#powered) return {};
    const handle = this.#clock.setTimeout(() => {
      this.#timers.delete(handle);
      fire();
    }, delay_ms);
    this.#timers.add(handle);
    return handle;
  }

  clearTimeout(handle: TimerHandle): void {
    if (this.#timers.delete(handle)) this.#clock.clearTimeout(handle);
  }

  stepWall(by_ms: number): void {
    if (this.#powered) this.#clock.stepWall(by_ms);
  }

  onWallStep(listener: (by_ms: number) => void): void {
    this.#clock.onWallStep((by_ms) => {
      if (this.#powered) listener(by_ms);
    });
  }

  /** Ends all timers; none is armed any more. */
  stop(): void {
    this.#powered = false;
    for (const handle of this.#timers) this.#clock.clearTimeout(handle);
    this.#timers.clear();
  }
}
