/**
 * Why a transfer failed:
 * - `no-answer`: nobody acknowledged the address, or the chip refused a byte;
 * - `busy`: another master won the bus, or the adapter asks to try again;
 * - `timeout`: a line is held low, and the adapter gave up;
 * - `lost`: this bus object is of no use any more; a new one has to be opened;
 * - `unsupported`: the adapter cannot do it, or the caller asked for what no bus may do;
 * - `closed`: `close` was called;
 * - `no-bus`: there is no such bus, or no driver for it;
 * - `failed`: anything else that the adapter reports.
 */
export type I2cErrorCode =
  | 'no-answer'
  | 'busy'
  | 'timeout'
  | 'lost'
  | 'unsupported'
  | 'closed'
  | 'no-bus'
  | 'failed';

export class I2cError extends Error {
  override name = 'I2cError';
  readonly code: I2cErrorCode;

  constructor(code: I2cErrorCode, words: string, options?: ErrorOptions) {
    super(words, options);
    this.code = code;
  }
}

/**
 * One I2C bus, this program its only master. Transfers follow one another in the order they were asked for.
 */
export interface I2cBus {
  /** For messages: "bus 1". */
  readonly name: string;
  /**
   * Writes `write` to the chip and then reads `readLength` bytes of it, with no other transfer in between.
   * With nothing to write it only reads. Nothing is tried again.
   * @param address 7 bits, 0x08 to 0x77
   * @returns exactly `readLength` bytes (default 0)
   * @throws I2cError (rejects)
   */
  transfer(address: number, write: Uint8Array, readLength?: number): Promise<Uint8Array>;
  /** Ends the bus: what waits and what comes is rejected with `closed`. Chips stay as they are. */
  close(): void;
}

/** `0x20` */
export const inHex = (value: number, digits = 2): string =>
  `0x${value.toString(16).toUpperCase().padStart(digits, '0')}`;
