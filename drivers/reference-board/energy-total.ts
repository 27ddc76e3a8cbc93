import { ticksBetween } from '../i2c/ade7953-registers.ts';

/** The register of the meter chip counts in 24 bits and begins again at 0. */
const REGISTER_BITS = 24;
const TURN = 2 ** REGISTER_BITS;

/** All that was ever counted, in steps of the chip, and the register as it was read last. */
export type EnergyTotal = { readonly steps: bigint; readonly register: number };

/**
 * The total after another reading. It never decreases: a register that went backwards changes nothing until
 * it is past where it was.
 * @param expected how many steps the power and the time between the readings suggest: after a long gap the
 *   register may have turned over more than once. null: the gap was short.
 */
export function counted(total: EnergyTotal, register: number, expected: number | null = null): EnergyTotal {
  const shortest = ticksBetween(total.register, register);
  const turns = expected === null ? 0 : Math.max(0, Math.round((expected - shortest) / TURN));
  const delta = shortest + turns * TURN;
  return delta < 0 ? total : { steps: total.steps + BigInt(delta), register };
}

/** The register at the full scale of the chip (ADE7953 data sheet, energy accumulation), with a margin. */
const MOST_STEPS_PER_MS = 1.1 * 206.9;
/** A reading is not taken at the very moment that it is stamped with. */
const STAMP_MS = 1_000;

/** Whether so much can have flowed: a byte that was disturbed on its way must not be billed. */
export const isPossible = (steps: bigint, gap_ms: number): boolean =>
  Number(steps) <= MOST_STEPS_PER_MS * (gap_ms + STAMP_MS);

/** The chip was reset: its register began at 0, and what it had not told is lost. */
export const afterReset = (total: EnergyTotal, register: number): EnergyTotal => ({
  steps: total.steps + BigInt(register),
  register,
});

/** Whole Wh. `stepsPerWh` is a property of the board: how its current and voltage reach the chip. */
export function wholeWh(steps: bigint, stepsPerWh: number): number {
  // Exact for any total: the factor is taken in millionths, so nothing is ever rounded to a float.
  return Number((steps * 1_000_000n) / BigInt(Math.round(stepsPerWh * 1_000_000)));
}
