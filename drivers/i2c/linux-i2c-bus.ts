import type { PromisifiedBus } from 'i2c-bus';
import { type I2cBus, I2cError, type I2cErrorCode, inHex } from './i2c-bus.ts';
import { type I2cWire, QueuedBus } from './queued-bus.ts';

type Addon = Pick<typeof import('i2c-bus'), 'openPromisified' | 'openSync'>;
type LoadAddon = () => Promise<Addon>;
type SystemError = Error & { readonly code?: string; readonly syscall?: string };

const loadAddon: LoadAddon = async () => (await import('i2c-bus')).default;

/** What adapters of Linux say (Documentation/i2c/fault-codes); a chip that is absent has several names. */
const CODES: Readonly<Record<string, I2cErrorCode>> = {
  ENXIO: 'no-answer',
  EREMOTEIO: 'no-answer',
  ENODEV: 'no-answer',
  EAGAIN: 'busy',
  ETIMEDOUT: 'timeout',
  ENOTSUP: 'unsupported',
  EOPNOTSUPP: 'unsupported',
  EBADF: 'lost',
};

/**
 * Opens `/dev/i2c-N` through the package i2c-bus, which is loaded now and not before: it has to be built
 * for this
 * Node and belongs to one thread of a process only.
 * @throws I2cError (rejects): `no-bus` when the addon or the bus is not there, `unsupported` for an
 * adapter that
 * knows SMBus only: ADE7953, PN532 and FRAM need more
 */
export async function openLinuxI2cBus(number: number, load: LoadAddon = loadAddon): Promise<I2cBus> {
  const name = `I2C bus ${number}`;
  const addon = await load().catch((error: unknown) => {
    const reason = wordsOf(error).replace(/ Tried:$/, '');
    const words = `The package i2c-bus cannot be loaded (${reason}): ${name} needs it.`;
    const cure = 'Install g++, make and python3, then run npm ci, or npm run build:i2c.';
    throw new I2cError('no-bus', `${words} ${cure}`, { cause: error });
  });
  let functions: { readonly i2c: boolean };
  try {
    // By a bus of its own, which is closed: it asks through address 0, and that one must not stay open.
    const probe = addon.openSync(number);
    try {
      functions = probe.i2cFuncsSync();
    } finally {
      probe.closeSync();
    }
  } catch (error) {
    throw new I2cError('no-bus', `${name} cannot be opened: ${wordsOf(error)}`, { cause: error });
  }
  if (!functions.i2c) throw new I2cError('unsupported', `${name} knows only SMBus, and plain I2C is needed`);
  return new QueuedBus(name, new LinuxWire(name, await addon.openPromisified(number)));
}

/**
 * The addon, only ever used for plain reads and writes, one at a time. It has three faults that this keeps
 * away:
 * an address that could not be set leaves a file behind whose transfers go to address 0, the general call;
 * two
 * first uses at once open two files; and after a close the numbers of its files are used on.
 */
class LinuxWire implements I2cWire {
  readonly #name: string;
  readonly #bus: PromisifiedBus;
  #running: Promise<unknown> = Promise.resolve();

  constructor(name: string, bus: PromisifiedBus) {
    this.#name = name;
    this.#bus = bus;
  }

  exchange(address: number, write: Uint8Array, readLength: number): Promise<Uint8Array> {
    const exchange = this.#exchange(address, write, readLength);
    this.#running = exchange.catch(() => {});
    return exchange;
  }

  /**
   * Not before the transfer under way has ended: its file would be closed under it, and the number given
   * away.
   */
  release(): void {
    this.#running.then(() => this.#bus.bus().closeSync());
  }

  async #exchange(address: number, write: Uint8Array, readLength: number): Promise<Uint8Array> {
    try {
      if (write.length > 0) {
        const { bytesWritten } = await this.#bus.i2cWrite(address, write.length, Buffer.from(write));
        if (bytesWritten !== write.length)
          throw new Error(`${bytesWritten} of ${write.length} bytes were written`);
      }
      if (readLength === 0) return new Uint8Array(0);
      const { bytesRead, buffer } = await this.#bus.i2cRead(address, readLength, Buffer.alloc(readLength));
      return Uint8Array.from(buffer.subarray(0, bytesRead));
    } catch (error) {
      const words = `${this.#name}, ${inHex(address)}: ${wordsOf(error)}`;
      throw new I2cError(codeOf(error as SystemError), words, { cause: error });
    }
  }
}

function codeOf({ code = '', syscall }: SystemError): I2cErrorCode {
  if (syscall === 'open') return 'no-bus';
  // Whatever is neither reading nor writing is setting an address, and then this bus is dangerous.
  if (syscall !== undefined && syscall !== 'read' && syscall !== 'write') return 'lost';
  return CODES[code] ?? 'failed';
}

const wordsOf = (error: unknown): string =>
  error instanceof Error ? error.message.split('\n')[0]! : `${error}`;
