import type { MeterChannel } from './chip-functions.ts';

/** The width follows from the address: of 0x3xx the 24-bit registers are read over 32, sign-extended. */
export type Register = { readonly address: number; readonly bytes: 1 | 2 | 4 };

const at = (address: number): Register => {
  const page = address >> 8;
  return { address, bytes: page === 1 ? 2 : page === 3 ? 4 : 1 };
};

// ADE7953 data sheet rev. B, tables 12 to 16.
export const LCYCMODE = at(0x004);
export const UNLOCK = at(0x0fe);
export const CONFIG = at(0x102);
export const PHCALA = at(0x108);
export const PHCALB = at(0x109);
export const PERIOD = at(0x10e);
/** "Required setting": accuracy is specified only with it. */
export const REQUIRED = at(0x120);
export const ACCMODE = at(0x301);
export const VRMS = at(0x31c);
export const IRQSTATA = at(0x32d);
/** The same, and reading it clears it. */
export const RSTIRQSTATA = at(0x32e);
export const AIGAIN = at(0x380);
export const AVGAIN = at(0x381);
export const AWGAIN = at(0x382);
export const BIGAIN = at(0x38c);
export const BWGAIN = at(0x38e);

export const UNLOCK_KEY = 0xad;
export const RESET_FLAG = 1 << 20;

export const channelRegisters = (channel: MeterChannel) =>
  channel === 'A'
    ? { powerFactor: at(0x10a), power: at(0x312), rms: at(0x31a), energy: at(0x31e) }
    : { powerFactor: at(0x10b), power: at(0x313), rms: at(0x31b), energy: at(0x31f) };

/** The lower 24 bits as a signed number. */
export const signed24 = (value: number): number => (value << 8) >> 8;

/**
 * What the energy register counted between two readings, -2^23 to 2^23 - 1: right over a wrap as long as less
 * than half of its range passed in between.
 */
export const ticksBetween = (before: number, now: number): number => signed24(now - before);
