import type { StationClock } from '../../clock/clock.ts';

/** A 24-bit register that counts at a constant rate between changes of it, without a timer. */
export class EnergyAccumulator {
  readonly #clock: StationClock;
  #rate_per_s = 0;
  #counted = 0;
  #since_ms: number;

  constructor(clock: StationClock) {
    this.#clock = clock;
    this.#since_ms = clock.now().monotonic_ms;
  }

  /** @param rate_per_s may be negative */
  setRate(rate_per_s: number): void {
    this.#settle();
    this.#rate_per_s = rate_per_s;
  }

  /** As a signed number of 24 bits, as it stands after wrapping. */
  read(): number {
    this.#settle();
    return (Math.floor(this.#counted) << 8) >> 8;
  }

  /** Reads and clears; what is less than a count stays. */
  take(): number {
    const value = this.read();
    this.#counted -= Math.floor(this.#counted);
    return value;
  }

  clear(): void {
    this.#settle();
    this.#counted = 0;
  }

  #settle(): void {
    const { monotonic_ms } = this.#clock.now();
    const counted = this.#counted + (this.#rate_per_s * (monotonic_ms - this.#since_ms)) / 1000;
    // Of the full wraps nobody sees anything; the bit operations of `read` would not survive them.
    this.#counted = counted % 2 ** 24;
    this.#since_ms = monotonic_ms;
  }
}
