import type { StationClock, TimerHandle } from '../clock/clock.ts';
import type { Thermometer } from '../i2c/chip-functions.ts';

type Parts = {
  readonly clock: StationClock;
  readonly thermometer: Thermometer;
  readonly changed: () => void;
  readonly complain: (text: string) => void;
};

const READ_MS = 2_000;
/** So many readings in a row that fail leave the temperature unknown. */
const FAILURES = 3;
/** What counts when it is not known: warm enough to lower the current. */
const UNKNOWN_C = 65;

const words = (error: unknown): string => (error instanceof Error ? error.message : String(error));

/** The one sensor of the board. */
export class ReferenceTemperature {
  readonly #parts: Parts;
  #celsius: number | null = null;
  #started = false;
  #failures = 0;
  #ended = false;
  #timer: TimerHandle | null = null;

  constructor(parts: Parts) {
    this.#parts = parts;
  }

  /** Whole degrees Celsius; null until it was read. */
  get celsius(): number | null {
    return this.#celsius;
  }

  start(): void {
    void this.#read();
  }

  stop(): void {
    this.#ended = true;
    if (this.#timer) this.#parts.clock.clearTimeout(this.#timer);
  }

  async #read(): Promise<void> {
    const { thermometer, clock, complain } = this.#parts;
    try {
      if (!this.#started) await thermometer.start();
      this.#started = true;
      this.#celsius = Math.round(await thermometer.read());
      if (this.#failures >= FAILURES) complain('the temperature is known again');
      this.#failures = 0;
    } catch (error) {
      this.#started = false;
      this.#failures += 1;
      if (this.#failures === FAILURES) complain(`the temperature is not known: ${words(error)}`);
      if (this.#failures >= FAILURES) this.#celsius = UNKNOWN_C;
    }
    if (this.#ended) return;
    this.#parts.changed();
    this.#timer = clock.setTimeout(() => void this.#read(), READ_MS);
  }
}
