import type { StationClock } from '../clock/clock.ts';
import { pause } from '../clock/pause.ts';
import { ChipError } from './chip.ts';
import type { VoltageInputs } from './chip-functions.ts';
import { type I2cBus, inHex } from './i2c-bus.ts';
import { Turns } from './turns.ts';

/** Full scales that the amplifier knows, and their bits in CONFIG. */
const GAINS = { 6.144: 0, 4.096: 1, 2.048: 2, 1.024: 3, 0.512: 4, 0.256: 5 } as const;
export type Ads1115Options = { readonly fullScale_V: keyof typeof GAINS };

const CONVERSION = 0x00;
const CONFIG = 0x01;
/** Write: begin; read: no conversion runs. */
const OS = 0x8000;
const FIRST_SINGLE_ENDED = 4;
const SINGLE_SHOT = 0x0100;
const RATE_860_SPS = 0x00e0;
const NO_COMPARATOR = 0x0003;

const INPUTS = 4;
/** 1 s / 860, up to 10 % more, and rounded up to what timers can do. */
const CONVERSION_MS = 2;
/** A conversion that takes longer than all these is none. */
const LOOKS = 4;

/** Four voltages against ground, one conversion at a time. */
export class Ads1115 implements VoltageInputs {
  readonly name: string;
  readonly #bus: I2cBus;
  readonly #address: number;
  readonly #clock: StationClock;
  readonly #step_V: number;
  readonly #settings: number;
  /** Conversions and checks one after another: the chip has one input selector. */
  readonly #turns = new Turns();
  #config = 0;
  #started = false;

  constructor(bus: I2cBus, address: number, clock: StationClock, { fullScale_V }: Ads1115Options) {
    this.name = `ADS1115 at ${inHex(address)}`;
    this.#bus = bus;
    this.#address = address;
    this.#clock = clock;
    this.#step_V = fullScale_V / 0x8000;
    this.#settings = (GAINS[fullScale_V] << 9) | SINGLE_SHOT | RATE_860_SPS | NO_COMPARATOR;
  }

  start(): Promise<void> {
    return this.#turns.take(async () => {
      this.#started = false;
      this.#config = this.#settings | (FIRST_SINGLE_ENDED << 12);
      await this.#put(CONFIG, this.#config);
      await this.#idle('differs');
      this.#started = true;
    });
  }

  check(): Promise<void> {
    return this.#turns.take(async () => {
      this.#assertStarted();
      await this.#idle('reset');
    });
  }

  read(input: number): Promise<number> {
    if (!(Number.isInteger(input) && input >= 0 && input < INPUTS)) {
      return Promise.reject(new TypeError(`${this.name} has no input ${input}`));
    }
    return this.#turns.take(async () => {
      this.#assertStarted();
      this.#config = this.#settings | ((FIRST_SINGLE_ENDED + input) << 12);
      await this.#put(CONFIG, OS | this.#config);
      await pause(this.#clock, CONVERSION_MS);
      await this.#idle('reset');
      const code = await this.#get(CONVERSION);
      return ((code << 16) >> 16) * this.#step_V;
    });
  }

  /** Waits for the end of a conversion, and sees that the settings are the ones that were written. */
  async #idle(code: 'differs' | 'reset'): Promise<void> {
    for (let look = 0; look < LOOKS; look += 1) {
      const found = await this.#get(CONFIG);
      if ((found & ~OS) !== this.#config) {
        if (code === 'reset') this.#started = false;
        const words = `CONFIG reads ${inHex(found, 4)} instead of ${inHex(OS | this.#config, 4)}`;
        throw new ChipError(this.name, code, code === 'reset' ? `lost its settings: ${words}` : words);
      }
      if (found & OS) return;
      await pause(this.#clock, CONVERSION_MS);
    }
    throw new ChipError(this.name, 'hung', `a conversion lasts longer than ${LOOKS * CONVERSION_MS} ms`);
  }

  async #put(register: number, value: number): Promise<void> {
    await this.#bus.transfer(this.#address, Uint8Array.of(register, value >> 8, value & 0xff));
  }

  async #get(register: number): Promise<number> {
    const [high = 0, low = 0] = await this.#bus.transfer(this.#address, Uint8Array.of(register), 2);
    return (high << 8) | low;
  }

  #assertStarted(): void {
    if (!this.#started) throw new ChipError(this.name, 'not-started', 'start it first');
  }
}
