import { type I2cBus, I2cError, inHex } from './i2c-bus.ts';
import { Turns } from './turns.ts';

/** What a bus is made of: one exchange at a time, no queue, no rules. */
export interface I2cWire {
  /** @throws I2cError (rejects); with code `lost` the wire is not used again. */
  exchange(address: number, write: Uint8Array, readLength: number): Promise<Uint8Array>;
  release(): void;
}

const NOTHING = new Uint8Array(0);
/** Below are general call, other protocols and 10-bit prefixes; so are the ones above (UM10204 3.1.12). */
const FIRST_ADDRESS = 0x08;
const LAST_ADDRESS = 0x77;
/** The kernel cuts longer ones (i2c-dev). */
const MOST_BYTES = 8192;

/**
 * An `I2cBus` over any wire: transfers queue, a write and its read stay together, and a closed or lost bus
 * touches nothing any more. Address 0 is refused: a general call of 0x06 resets every PCA9685.
 */
export class QueuedBus implements I2cBus {
  readonly name: string;
  readonly #wire: I2cWire;
  readonly #turns = new Turns();
  #ended: I2cError | null = null;

  constructor(name: string, wire: I2cWire) {
    this.name = name;
    this.#wire = wire;
  }

  transfer(address: number, write: Uint8Array, readLength = 0): Promise<Uint8Array> {
    const problem = problemOf(address, write.length, readLength);
    if (problem) return Promise.reject(new I2cError('unsupported', `${this.name}: ${problem}`));
    const bytes = Uint8Array.from(write);
    return this.#turns.take(() => this.#exchange(address, bytes, readLength));
  }

  close(): void {
    if (this.#ended?.code === 'closed') return;
    const wasLost = this.#ended !== null;
    this.#ended = new I2cError('closed', `${this.name} is closed`);
    if (!wasLost) this.#wire.release();
  }

  async #exchange(address: number, write: Uint8Array, readLength: number): Promise<Uint8Array> {
    if (this.#ended) throw this.#ended;
    try {
      const read =
        readLength === 0 && write.length === 0 ? NOTHING : await this.#read(address, write, readLength);
      if (this.#ended) throw this.#ended;
      return read;
    } catch (error) {
      if (error instanceof I2cError && error.code === 'lost' && !this.#ended) {
        this.#ended = error;
        this.#wire.release();
      }
      throw error;
    }
  }

  async #read(address: number, write: Uint8Array, readLength: number): Promise<Uint8Array> {
    const read = await this.#wire.exchange(address, write, readLength);
    if (read.length === readLength) return read;
    const words = `${this.name}, ${inHex(address)}: ${read.length} of ${readLength} bytes came`;
    throw new I2cError('failed', words);
  }
}

function problemOf(address: number, written: number, readLength: number): string | null {
  if (!(Number.isInteger(address) && address >= FIRST_ADDRESS && address <= LAST_ADDRESS)) {
    return `${address} is no address of a chip (0x08 to 0x77)`;
  }
  if (!(Number.isInteger(readLength) && readLength >= 0 && readLength <= MOST_BYTES)) {
    return `${readLength} bytes cannot be read (0 to ${MOST_BYTES})`;
  }
  return written > MOST_BYTES ? `${written} bytes cannot be written at once (${MOST_BYTES})` : null;
}
