import type { StationClock } from '../clock/clock.ts';
import { pause } from '../clock/pause.ts';
import { type Ade7953Calibration, calibrationSettings } from './ade7953-calibration.ts';
import {
  ACCMODE,
  CONFIG,
  channelRegisters,
  IRQSTATA,
  LCYCMODE,
  PERIOD,
  REQUIRED,
  RESET_FLAG,
  type Register,
  RSTIRQSTATA,
  signed24,
  UNLOCK,
  UNLOCK_KEY,
  VRMS,
} from './ade7953-registers.ts';
import { ChipError } from './chip.ts';
import type { MeterChannel, PowerMeter, PowerReading } from './chip-functions.ts';
import { type I2cBus, I2cError, inHex } from './i2c-bus.ts';

export type Ade7953Options = {
  /** RMS at the front end that makes the full scale of the chip (0.5 V peak at the pin). */
  readonly fullScale_V: number;
  readonly fullScale_A: number;
  /** True: energy that a vehicle feeds back does not count down. */
  readonly importOnly?: boolean;
  readonly calibration?: Ade7953Calibration;
};

/** It has no straps: this is its only address. */
const ADDRESS = 0x38;
const RMS_FULL_SCALE = 9_032_007;
const POWER_FULL_SCALE = 4_862_401;
/** Of the energy register at full scale. */
const TICKS_PER_SECOND = 206_900;
const PERIOD_CLOCK_HZ = 223_750;
const POWER_FACTOR_SCALE = 0x8000;

/** Lock to the interface in use, high-pass filter on. */
const CONFIG_VALUE = 0x0004;
const CONFIG_AFTER_RESET = 0x8004;
const REQUIRED_VALUE = 0x0030;
/** RSTREAD off: reading must not clear the energy, or an answer that is lost loses it. */
const LCYCMODE_VALUE = 0x00;
const IMPORT_ONLY = 0x05;
/** Above these, ACCMODE says which way power flows, and whether any does. */
const ACCMODE_SETTINGS = 0x3ff;
/** From power to the first answer. */
const POWER_UP_MS = 100;
const POWER_UP_LOOKS = 3;

/** Two outlets of one phase: voltage, currents, powers, and the energy as a free-running counter. */
export class Ade7953 implements PowerMeter {
  readonly name = `ADE7953 at ${inHex(ADDRESS)}`;
  readonly tick_Ws: number;
  readonly #bus: I2cBus;
  readonly #clock: StationClock;
  readonly #options: Ade7953Options;
  readonly #settings: readonly (readonly [Register, number])[];
  #startedAnew = true;
  #sawReset = false;
  #started = false;

  /** @throws TypeError for a calibration out of the range of its register. */
  constructor(bus: I2cBus, clock: StationClock, options: Ade7953Options) {
    this.#bus = bus;
    this.#clock = clock;
    this.#options = options;
    this.tick_Ws = (options.fullScale_V * options.fullScale_A) / TICKS_PER_SECOND;
    this.#settings = [
      [CONFIG, CONFIG_VALUE],
      [REQUIRED, REQUIRED_VALUE],
      [LCYCMODE, LCYCMODE_VALUE],
      [ACCMODE, options.importOnly ? IMPORT_ONLY : 0],
      ...calibrationSettings(options.calibration ?? {}),
    ];
  }

  get startedAnew(): boolean {
    return this.#startedAnew;
  }

  async start(): Promise<void> {
    this.#started = false;
    const status = await this.#awake();
    const configured = (await this.#get(CONFIG)) !== CONFIG_AFTER_RESET;
    // Until a start succeeds: one that failed half-way has configured a chip that is new all the same.
    this.#sawReset ||= (status & RESET_FLAG) !== 0 || !configured;
    for (const [register, value] of this.#settings) {
      // The key is good for the very next transfer only.
      if (register === REQUIRED) await this.#put(UNLOCK, UNLOCK_KEY);
      await this.#put(register, value);
    }
    await this.#compare('differs');
    // Last: the flag in the chip outlives a crash of this program until here.
    await this.#get(RSTIRQSTATA);
    this.#startedAnew = this.#sawReset;
    this.#sawReset = false;
    this.#started = true;
  }

  async check(): Promise<void> {
    this.#assertStarted();
    if ((await this.#get(IRQSTATA)) & RESET_FLAG) this.#lost('it says that it was reset');
    await this.#compare('reset');
  }

  async read(channel: MeterChannel): Promise<PowerReading> {
    this.#assertStarted();
    const { rms, power, powerFactor } = channelRegisters(channel);
    const { fullScale_V, fullScale_A } = this.#options;
    const voltage_V = ((await this.#getRms(VRMS)) * fullScale_V) / RMS_FULL_SCALE;
    const current_A = ((await this.#getRms(rms)) * fullScale_A) / RMS_FULL_SCALE;
    const watts = signed24(await this.#getSigned(power));
    const factor = ((await this.#get(powerFactor)) << 16) >> 16;
    const period = await this.#get(PERIOD);
    return {
      voltage_V,
      current_A,
      power_W: (watts * fullScale_V * fullScale_A) / POWER_FULL_SCALE,
      frequency_Hz: PERIOD_CLOCK_HZ / (period + 1),
      powerFactor: factor / POWER_FACTOR_SCALE,
    };
  }

  async energyTicks(channel: MeterChannel): Promise<number> {
    this.#assertStarted();
    return this.#getSigned(channelRegisters(channel).energy);
  }

  /** The status, once the chip answers: it does not while it powers up. */
  async #awake(): Promise<number> {
    for (let look = 1; ; look += 1) {
      try {
        return await this.#get(IRQSTATA);
      } catch (error) {
        const silent = error instanceof I2cError && error.code === 'no-answer';
        if (!silent || look === POWER_UP_LOOKS) throw error;
        await pause(this.#clock, POWER_UP_MS);
      }
    }
  }

  async #compare(code: 'differs' | 'reset'): Promise<void> {
    for (const [register, value] of this.#settings) {
      const read = await this.#get(register);
      const found = register === ACCMODE ? read & ACCMODE_SETTINGS : read;
      if (found === value) continue;
      const digits = register.bytes * 2;
      const place = inHex(register.address, 3);
      const words = `register ${place} reads ${inHex(found, digits)} instead of ${inHex(value, digits)}`;
      if (code === 'reset') this.#lost(words);
      throw new ChipError(this.name, code, words);
    }
  }

  #lost(words: string): never {
    this.#started = false;
    throw new ChipError(this.name, 'reset', `lost its settings: ${words}`);
  }

  /** A signed value of 24 bits, as it is read over 32: 0 to 2^24 - 1. */
  async #getSigned(register: Register): Promise<number> {
    const value = await this.#get(register);
    if (signed24(value) >>> 0 === value) return value & 0xffffff;
    throw this.#garbage(register, value);
  }

  async #getRms(register: Register): Promise<number> {
    const value = await this.#get(register);
    if (value <= 0xffffff) return value;
    throw this.#garbage(register, value);
  }

  #garbage(register: Register, value: number): ChipError {
    const words = `register ${inHex(register.address, 3)} has 24 bits and cannot read ${inHex(value, 8)}`;
    return new ChipError(this.name, 'garbage', words);
  }

  async #put({ address, bytes }: Register, value: number): Promise<void> {
    const data = Array.from({ length: bytes }, (_, at) => (value >>> (8 * (bytes - 1 - at))) & 0xff);
    await this.#bus.transfer(ADDRESS, Uint8Array.of(address >> 8, address & 0xff, ...data));
  }

  async #get({ address, bytes }: Register): Promise<number> {
    const read = await this.#bus.transfer(ADDRESS, Uint8Array.of(address >> 8, address & 0xff), bytes);
    return read.reduce((value, byte) => value * 0x100 + byte, 0);
  }

  #assertStarted(): void {
    if (!this.#started) throw new ChipError(this.name, 'not-started', 'start it first');
  }
}
