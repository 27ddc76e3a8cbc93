import { type I2cBus, I2cError } from './i2c-bus.ts';

/** With these the next transfer would fail as well. */
const USELESS: ReadonlySet<string> = new Set(['lost', 'no-bus']);

/**
 * A bus that is opened anew when it was lost. Transfers of the lost one have failed; who needs
 * them asks again.
 * @param first the bus as it was opened at the start
 * @param open how it is opened
 */
export class ReopeningBus implements I2cBus {
  readonly name: string;
  readonly #open: () => Promise<I2cBus>;
  #bus: Promise<I2cBus>;
  #closed = false;

  constructor(first: I2cBus, open: () => Promise<I2cBus>) {
    this.name = first.name;
    this.#open = open;
    this.#bus = Promise.resolve(first);
  }

  async transfer(address: number, write: Uint8Array, readLength = 0): Promise<Uint8Array> {
    const asked = this.#bus;
    try {
      return await (await asked).transfer(address, write, readLength);
    } catch (error) {
      if (error instanceof I2cError && USELESS.has(error.code)) this.#reopen(asked);
      throw error;
    }
  }

  close(): void {
    this.#closed = true;
    this.#bus.then(
      (bus) => bus.close(),
      () => {},
    );
  }

  /** Once for each bus that was lost, however many transfers it had. */
  #reopen(lost: Promise<I2cBus>): void {
    if (this.#closed || this.#bus !== lost) return;
    const opened = this.#open().then((bus) => {
      if (this.#closed) bus.close();
      return bus;
    });
    opened.catch(() => {});
    this.#bus = opened;
  }
}
