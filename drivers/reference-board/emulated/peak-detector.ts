/** How fast the capacitor follows a higher peak, and how fast it forgets one (time constants). */
const CHARGE_MS = 0.5;
const DECAY_MS = 8;

/** The capacitor behind a diode that keeps the peak of a signal; with -1 the negative peak. */
export class PeakDetector {
  readonly #sign: 1 | -1;
  #target_V: number;
  #from_V: number;
  #since_ms = 0;

  constructor(sign: 1 | -1, volts: number) {
    this.#sign = sign;
    this.#target_V = this.#from_V = volts;
  }

  /** The peak of the signal from now on. */
  follow(volts: number, at_ms: number): void {
    if (volts === this.#target_V) return;
    this.#from_V = this.volts(at_ms);
    this.#target_V = volts;
    this.#since_ms = at_ms;
  }

  volts(at_ms: number): number {
    const charging = (this.#target_V - this.#from_V) * this.#sign > 0;
    const tau_ms = charging ? CHARGE_MS : DECAY_MS;
    const left = Math.exp(-(at_ms - this.#since_ms) / tau_ms);
    return this.#target_V + (this.#from_V - this.#target_V) * left;
  }
}
