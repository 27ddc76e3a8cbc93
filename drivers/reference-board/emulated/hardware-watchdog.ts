import type { StationClock, TimerHandle } from '../../clock/clock.ts';

const TIMEOUT_MS = 1_000;

/** A watchdog of the board: every change of its input lets the outputs live for a second more. */
export class HardwareWatchdog {
  readonly #clock: StationClock;
  readonly #changed: () => void;
  #input = false;
  #timer: TimerHandle | null = null;

  constructor(clock: StationClock, changed: () => void) {
    this.#clock = clock;
    this.#changed = changed;
  }

  /** Coils and pilots may be driven. */
  get satisfied(): boolean {
    return this.#timer !== null;
  }

  input(level: boolean): void {
    if (level === this.#input) return;
    this.#input = level;
    const was = this.satisfied;
    if (this.#timer) this.#clock.clearTimeout(this.#timer);
    this.#timer = this.#clock.setTimeout(() => {
      this.#timer = null;
      this.#changed();
    }, TIMEOUT_MS);
    if (!was) this.#changed();
  }

  stop(): void {
    if (this.#timer) this.#clock.clearTimeout(this.#timer);
  }
}
