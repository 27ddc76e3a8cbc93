import { ChipError } from './chip.ts';
import type { NonVolatileMemory } from './chip-functions.ts';
import { type I2cBus, inHex } from './i2c-bus.ts';

const SIZE = 0x8000;

/** 32 KiB of FRAM: written as fast as the bus is, and practically for ever. */
export class Mb85rc256v implements NonVolatileMemory {
  readonly name: string;
  readonly size = SIZE;
  readonly #bus: I2cBus;
  readonly #address: number;

  constructor(bus: I2cBus, address: number) {
    this.name = `MB85RC256V at ${inHex(address)}`;
    this.#bus = bus;
    this.#address = address;
  }

  /** It has no settings, and nothing of what it holds is touched: it only has to answer. */
  async start(): Promise<void> {
    await this.read(0, 1);
  }

  async check(): Promise<void> {
    await this.read(0, 1);
  }

  async read(at: number, length: number): Promise<Uint8Array> {
    this.#assertWithin(at, length);
    return this.#bus.transfer(this.#address, Uint8Array.of(at >> 8, at & 0xff), length);
  }

  async write(at: number, bytes: Uint8Array): Promise<void> {
    this.#assertWithin(at, bytes.length);
    const wanted = Uint8Array.from(bytes);
    await this.#bus.transfer(this.#address, Uint8Array.of(at >> 8, at & 0xff, ...wanted));
    const found = await this.read(at, wanted.length);
    const index = found.findIndex((byte, offset) => byte !== wanted[offset]);
    if (index < 0) return;
    const [is, wants] = [inHex(found[index]!), inHex(wanted[index]!)];
    throw new ChipError(this.name, 'differs', `byte ${inHex(at + index, 4)} reads ${is} instead of ${wants}`);
  }

  /** Beyond its end the chip would begin anew at 0. */
  #assertWithin(at: number, length: number): void {
    const within = Number.isInteger(at) && Number.isInteger(length) && at >= 0 && length >= 1;
    if (within && at + length <= SIZE) return;
    throw new RangeError(`${this.name} has ${SIZE} bytes, not ${length} at ${at}`);
  }
}
