import { type I2cBus, I2cError, type I2cErrorCode } from './i2c-bus.ts';

/** What may be gone the next moment. */
const PASSING: readonly I2cErrorCode[] = ['no-answer', 'busy', 'failed'];

/**
 * The same bus for a caller that wants a transfer tried again: only for what may be repeated without harm (no
 * register that is cleared by reading). A timeout is not tried again: each costs the patience of the adapter,
 * and others wait for the bus.
 * @param attempts in all
 */
export function retryingBus(bus: I2cBus, attempts: number): I2cBus {
  const attempt = async (address: number, write: Uint8Array, readLength: number, left: number) => {
    try {
      return await bus.transfer(address, write, readLength);
    } catch (error) {
      const passing = error instanceof I2cError && PASSING.includes(error.code);
      if (!passing || left <= 1) throw error;
      return attempt(address, write, readLength, left - 1);
    }
  };
  return {
    name: bus.name,
    transfer: (address, write, readLength = 0) => attempt(address, write, readLength, attempts),
    close: () => bus.close(),
  };
}
