import type { StationClock } from '../clock/clock.ts';
import { pause } from '../clock/pause.ts';
import { ChipError } from './chip.ts';
import type { PwmOutputs } from './chip-functions.ts';
import { type I2cBus, inHex } from './i2c-bus.ts';

export type Pca9685Options = {
  /** What drives the counter: the oscillator inside (25 MHz, give or take 8 %), or one at the pin EXTCLK. */
  readonly clock_Hz: number;
  readonly external: boolean;
  /** Of all outputs. */
  readonly frequency_Hz: number;
};

const MODE1 = 0x00;
const LED0 = 0x06;
const ALL_LED_OFF_H = 0xfd;
const PRE_SCALE = 0xfe;

const RESTART = 0x80;
const EXTCLK = 0x40;
const AUTO_INCREMENT = 0x20;
const SLEEP = 0x10;
/** Totem pole, change on STOP, low while OE is high: the control pilot then is at -12 V, state F. */
const MODE2_VALUE = 0x04;
/** Of ON_H: steadily high; of OFF_H: steadily low, and that one wins. */
const FULL = 0x10;

const CHANNELS = 16;
const STEPS = 4096;
const LEAST_PRESCALE = 3;
/** The oscillator needs 500 us after SLEEP ends. */
const OSCILLATOR_MS = 1;
const STEADILY_LOW = [0, 0, 0, FULL];

/** Sixteen PWM outputs of one frequency. */
export class Pca9685 implements PwmOutputs {
  readonly name: string;
  readonly steps = STEPS;
  readonly #bus: I2cBus;
  readonly #address: number;
  readonly #clock: StationClock;
  readonly #prescale: number;
  readonly #awake: number;
  /** The four registers of each channel as they must be. */
  #channels: number[][] = [];
  #started = false;

  /** @throws TypeError for a frequency that the chip cannot make of its clock. */
  constructor(bus: I2cBus, address: number, clock: StationClock, options: Pca9685Options) {
    this.name = `PCA9685 at ${inHex(address)}`;
    this.#bus = bus;
    this.#address = address;
    this.#clock = clock;
    this.#prescale = Math.round(options.clock_Hz / (STEPS * options.frequency_Hz)) - 1;
    this.#awake = AUTO_INCREMENT | (options.external ? EXTCLK : 0);
    if (!(this.#prescale >= LEAST_PRESCALE && this.#prescale <= 0xff)) {
      throw new TypeError(
        `${this.name}: ${options.clock_Hz} Hz cannot be divided to ${options.frequency_Hz} Hz`,
      );
    }
  }

  /** All outputs are steadily low afterwards. */
  async start(): Promise<void> {
    this.#started = false;
    this.#channels = Array.from({ length: CHANNELS }, () => STEADILY_LOW);
    // One byte, which needs no auto-increment, and before anything that stops or moves the outputs.
    await this.#transfer([ALL_LED_OFF_H, FULL]);
    await this.#transfer([MODE1, SLEEP]);
    // Both at once, and only asleep, does the chip take over the pin EXTCLK (7.3.1).
    if (this.#awake & EXTCLK) await this.#transfer([MODE1, SLEEP | EXTCLK]);
    await this.#transfer([PRE_SCALE, this.#prescale]);
    await this.#transfer([MODE1, this.#awake]);
    await pause(this.#clock, OSCILLATOR_MS);
    await this.#transfer([MODE1, this.#awake, MODE2_VALUE]);
    await this.#transfer([LED0, ...this.#channels.flat()]);
    await this.#compare('differs');
    this.#started = true;
  }

  async check(): Promise<void> {
    this.#assertStarted();
    await this.#compare('reset');
  }

  async set(channel: number, duty: number): Promise<void> {
    this.#assertStarted();
    const registers = registersOf(duty);
    if (!this.#channels[channel]) throw new TypeError(`${this.name} has no output ${channel}`);
    // All four in one transfer: the chip takes them over together, at the STOP.
    await this.#transfer([LED0 + 4 * channel, ...registers]);
    this.#channels[channel] = registers;
  }

  async read(channel: number): Promise<number> {
    this.#assertStarted();
    const [on_L = 0, on_H = 0, off_L = 0, off_H = 0] = await this.#transfer([LED0 + 4 * channel], 4);
    if (off_H & FULL) return 0;
    if (on_H & FULL) return 1;
    const high = (off_H << 8) + off_L - ((on_H << 8) + on_L);
    return ((high + STEPS) % STEPS) / STEPS;
  }

  async #compare(code: 'differs' | 'reset'): Promise<void> {
    const expected = [this.#awake, MODE2_VALUE];
    const modes = await this.#transfer([MODE1], 2);
    const [prescale] = await this.#transfer([PRE_SCALE], 1);
    const leds = await this.#transfer([LED0], 4 * CHANNELS);
    const found = [modes[0]! & ~RESTART, modes[1]!, prescale!, ...leds];
    const wanted = [...expected, this.#prescale, ...this.#channels.flat()];
    const index = found.findIndex((byte, at) => byte !== wanted[at]);
    if (index < 0) return;
    if (code === 'reset') this.#started = false;
    const register = [MODE1, MODE1 + 1, PRE_SCALE][index] ?? LED0 + index - 3;
    const [is, wants] = [inHex(found[index]!), inHex(wanted[index]!)];
    const words = `register ${inHex(register)} reads ${is} instead of ${wants}`;
    throw new ChipError(this.name, code, code === 'reset' ? `lost its settings: ${words}` : words);
  }

  #transfer(bytes: readonly number[], readLength = 0): Promise<Uint8Array> {
    return this.#bus.transfer(this.#address, Uint8Array.from(bytes), readLength);
  }

  #assertStarted(): void {
    if (!this.#started) throw new ChipError(this.name, 'not-started', 'start it first');
  }
}

function registersOf(duty: number): number[] {
  if (!(duty >= 0 && duty <= 1)) throw new TypeError(`a duty of ${duty} is not between 0 and 1`);
  if (duty === 0) return STEADILY_LOW;
  const high = Math.max(1, Math.floor(duty * STEPS));
  return high === STEPS ? [0, FULL, 0, 0] : [0, 0, high & 0xff, high >> 8];
}
