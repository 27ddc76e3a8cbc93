import { MJ_PER_WH } from './world-state.ts';

/**
 * An energy register that integrates power over monotonic time without ticking: it knows the energy at one
 * moment and the power since. Readings are whole Wh and never decrease.
 */
export class EnergyRegister {
  #energy_mJ: number;
  #since_ms: number;
  #power_W = 0;
  #reading: { readonly energy_Wh: number; readonly at_ms: number } | null = null;

  constructor(energy_mJ: number, at_ms: number) {
    this.#energy_mJ = energy_mJ;
    this.#since_ms = at_ms;
  }

  get power_W(): number {
    return this.#power_W;
  }

  /** The exact energy at a moment, in mJ. */
  energy_mJ(at_ms: number): number {
    return this.#energy_mJ + this.#power_W * Math.max(0, at_ms - this.#since_ms);
  }

  /** The power that flows from this moment on. */
  setPower(power_W: number, at_ms: number): void {
    if (power_W === this.#power_W) return;
    this.#energy_mJ = this.energy_mJ(at_ms);
    this.#since_ms = at_ms;
    this.#power_W = power_W;
    this.#reading = null;
  }

  /** Sets the register to whole Wh, but never back. */
  raiseTo(energy_Wh: number, at_ms: number): void {
    this.#energy_mJ = Math.max(this.energy_mJ(at_ms), energy_Wh * MJ_PER_WH);
    this.#since_ms = at_ms;
    this.#reading = null;
  }

  /**
   * What the meter shows, in whole Wh: refreshed when it is read, but at most every `refresh_ms`, and at each
   * change of the power; so it is at most `refresh_ms` old while current flows, and exact when none does.
   */
  reading_Wh(at_ms: number, refresh_ms: number): number {
    if (this.#reading && at_ms - this.#reading.at_ms < refresh_ms) return this.#reading.energy_Wh;
    const energy_Wh = Math.floor(this.energy_mJ(at_ms) / MJ_PER_WH);
    this.#reading = { energy_Wh, at_ms };
    return energy_Wh;
  }
}
