import { ChipError } from './chip.ts';
import type { Thermometer } from './chip-functions.ts';
import { type I2cBus, inHex } from './i2c-bus.ts';

const CONFIG = 0x01;
const TEMPERATURE = 0x05;
const MANUFACTURER = 0x06;
const DEVICE = 0x07;
const RESOLUTION = 0x08;

const MICROCHIP = 0x0054;
/** The upper byte; the lower one is the revision. */
const MCP9808 = 0x04;
/** 1/16 degree, a conversion in 250 ms. */
const FINEST = 0x03;
const SIGN = 0x1000;

/** Temperature of the board. */
export class Mcp9808 implements Thermometer {
  readonly name: string;
  readonly #bus: I2cBus;
  readonly #address: number;
  #started = false;

  constructor(bus: I2cBus, address: number) {
    this.name = `MCP9808 at ${inHex(address)}`;
    this.#bus = bus;
    this.#address = address;
  }

  async start(): Promise<void> {
    this.#started = false;
    const manufacturer = await this.#get(MANUFACTURER);
    const device = await this.#get(DEVICE);
    if (manufacturer !== MICROCHIP || device >> 8 !== MCP9808) {
      const words = `it says that it is ${inHex(manufacturer, 4)}/${inHex(device, 4)}, not 0x0054/0x04..`;
      throw new ChipError(this.name, 'wrong-chip', words);
    }
    await this.#put(CONFIG, 0, 2);
    await this.#put(RESOLUTION, FINEST, 1);
    await this.#compare('differs');
    this.#started = true;
  }

  /**
   * A reset cannot be told from what `start` sets, which is what it has after power-on: nor does it matter.
   */
  async check(): Promise<void> {
    this.#assertStarted();
    await this.#compare('reset');
  }

  async read(): Promise<number> {
    this.#assertStarted();
    const value = await this.#get(TEMPERATURE);
    // The three bits above the sign are comparisons with limits.
    const sixteenths = (value & (SIGN - 1)) - (value & SIGN ? SIGN : 0);
    return sixteenths / 16;
  }

  async #compare(code: 'differs' | 'reset'): Promise<void> {
    const config = await this.#get(CONFIG);
    const [resolution] = await this.#bus.transfer(this.#address, Uint8Array.of(RESOLUTION), 1);
    if (config === 0 && resolution === FINEST) return;
    if (code === 'reset') this.#started = false;
    const words = `CONFIG reads ${inHex(config, 4)}, the resolution ${inHex(resolution!)}, not 0 and 0x03`;
    throw new ChipError(this.name, code, words);
  }

  async #get(register: number): Promise<number> {
    const [high = 0, low = 0] = await this.#bus.transfer(this.#address, Uint8Array.of(register), 2);
    return (high << 8) | low;
  }

  async #put(register: number, value: number, bytes: 1 | 2): Promise<void> {
    const data = bytes === 2 ? [value >> 8, value & 0xff] : [value];
    await this.#bus.transfer(this.#address, Uint8Array.of(register, ...data));
  }

  #assertStarted(): void {
    if (!this.#started) throw new ChipError(this.name, 'not-started', 'start it first');
  }
}
