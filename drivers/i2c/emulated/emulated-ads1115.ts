import type { StationClock } from '../../clock/clock.ts';
import type { EmulatedChip } from './emulated-chip.ts';

// SBAS444 8.6: four registers of 16 bits, the high byte first.
const CONVERSION = 0;
const CONFIG = 1;
const POWER_ON = [0x0000, 0x8583, 0x8000, 0x7fff];

const OS = 0x8000;
const MODE = 0x0100;
const RATES_SPS = [8, 16, 32, 64, 128, 250, 475, 860];
const FULL_SCALES_V = [6.144, 4.096, 2.048, 1.024, 0.512, 0.256, 0.256, 0.256];
/** Positive and negative input of each setting of MUX; null is ground. */
const MULTIPLEXER = [
  [0, 1],
  [0, 3],
  [1, 3],
  [2, 3],
  [0, null],
  [1, null],
  [2, null],
  [3, null],
] as const;
const GENERAL_CALL_RESET = 0x06;

export type Ads1115World = {
  /** The voltage at an input now. */
  readonly volts: (input: number) => number;
  /** How slow its oscillator is: 1 is nominal, the data sheet allows 0.9 to 1.1. */
  readonly slowness?: number;
};

/** An ADS1115: conversions take their time on the clock of the station. The comparator is not there. */
export class EmulatedAds1115 implements EmulatedChip {
  readonly #clock: StationClock;
  readonly #world: Ads1115World;
  #registers = [...POWER_ON];
  #pointer = 0;
  #received = 0;
  #high = 0;
  #lowNext = false;
  /** The conversion under way: when it ends, and with what settings it began. */
  #conversion: { readonly until_ms: number; readonly config: number } | null = null;

  constructor(clock: StationClock, world: Ads1115World) {
    this.#clock = clock;
    this.#world = world;
  }

  powerOnReset(): void {
    this.#registers = [...POWER_ON];
    this.#pointer = 0;
    this.#conversion = null;
  }

  select(direction: 'write' | 'read'): boolean {
    if (direction === 'write') this.#received = 0;
    this.#lowNext = false;
    return true;
  }

  receive(byte: number): boolean {
    this.#finish();
    if (this.#received === 0) this.#pointer = byte & 0x03;
    else if (this.#received === 1) this.#high = byte;
    else if (this.#received === 2) this.#write((this.#high << 8) | byte);
    this.#received += 1;
    return true;
  }

  send(): number {
    this.#finish();
    const value = this.#value();
    this.#lowNext = !this.#lowNext;
    return this.#lowNext ? value >> 8 : value & 0xff;
  }

  release(): void {}

  generalCall(byte: number): void {
    if (byte === GENERAL_CALL_RESET) this.powerOnReset();
  }

  #value(): number {
    const config = this.#registers[CONFIG]!;
    if (this.#pointer === CONFIG) return this.#conversion ? config & ~OS : config | OS;
    const continuous = this.#pointer === CONVERSION && !(config & MODE);
    return continuous ? this.#convert(config) : this.#registers[this.#pointer]!;
  }

  #write(value: number): void {
    if (this.#pointer === CONVERSION) return;
    this.#registers[this.#pointer] = value;
    // OS begins a conversion in power-down state only.
    if (this.#pointer === CONFIG && value & OS && value & MODE && !this.#conversion) {
      const conversion_ms = (1000 / RATES_SPS[(value >> 5) & 0x07]!) * (this.#world.slowness ?? 1.1);
      this.#conversion = { until_ms: this.#clock.now().monotonic_ms + conversion_ms, config: value };
    }
  }

  #finish(): void {
    if (!this.#conversion || this.#clock.now().monotonic_ms < this.#conversion.until_ms) return;
    this.#registers[CONVERSION] = this.#convert(this.#conversion.config);
    this.#conversion = null;
  }

  #convert(config: number): number {
    const [positive, negative] = MULTIPLEXER[(config >> 12) & 0x07]!;
    const difference_V = this.#world.volts(positive) - (negative === null ? 0 : this.#world.volts(negative));
    const code = Math.round((difference_V / FULL_SCALES_V[(config >> 9) & 0x07]!) * 0x8000);
    return Math.min(0x7fff, Math.max(-0x8000, code)) & 0xffff;
  }
}
