import type { StationClock } from '../drivers/clock/clock.ts';
import type { Instant } from '../machines/vocabulary/instant.ts';

/**
 * One input after the other: each is a cascade that runs to quiescence through all actors before the next.
 * What ports bring about during a cascade waits for its end.
 */
export class Cascades {
  /** The time of the cascade that runs. Effects are stamped with it. */
  at: Instant;
  readonly #clock: Pick<StationClock, 'now'>;
  readonly #inputs: (() => void)[] = [];
  #running = false;

  constructor(clock: Pick<StationClock, 'now'>) {
    this.#clock = clock;
    this.at = clock.now();
  }

  /** Runs an input as one cascade: now, or when the present one has ended. */
  run(input: () => void): void {
    this.#inputs.push(input);
    if (this.#running) return;
    this.#running = true;
    try {
      for (let next = this.#inputs.shift(); next; next = this.#inputs.shift()) {
        this.at = this.#clock.now();
        next();
      }
    } finally {
      this.#running = false;
    }
  }
}
