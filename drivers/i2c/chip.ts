/**
 * What is wrong with a chip that the bus reaches (what the bus says is an I2cError):
 * - `wrong-chip`: its identity is another one's;
 * - `differs`: a register does not read back as it was written;
 * - `reset`: it lost its settings since `start`, and has to be started again;
 * - `garbage`: an answer that the data sheet does not know;
 * - `hung`: it does not get ready in time;
 * - `not-started`: used before `start` succeeded.
 */
export type ChipErrorCode = 'wrong-chip' | 'differs' | 'reset' | 'garbage' | 'hung' | 'not-started';

export class ChipError extends Error {
  override name = 'ChipError';
  readonly code: ChipErrorCode;
  /** "MCP23017 at 0x20" */
  readonly chip: string;

  constructor(chip: string, code: ChipErrorCode, words: string, options?: ErrorOptions) {
    super(`${chip}: ${words}`, options);
    this.chip = chip;
    this.code = code;
  }
}

/** Every driver of a chip. All methods reject with I2cError (the bus) or ChipError (the chip). */
export interface Chip {
  /** "MCP23017 at 0x20", for messages. */
  readonly name: string;
  /**
   * Brings the chip to its settings, outputs safe first, reads them back and compares. May be called again at
   * any time: after a ChipError `reset`, after an error of the bus.
   */
  start(): Promise<void>;
  /** Sees whether the chip still has its settings: rejects with ChipError `reset` if it does not. */
  check(): Promise<void>;
}
