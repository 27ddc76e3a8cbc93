import { MIN_OFFER_A } from '../../machines/vocabulary/pilot.ts';

/** Steps of one pulse period of the pilot generator. */
export const PULSE_STEPS = 4096;
/** High all the time: a steady +12 V, nothing is offered. */
export const STEADY_HIGH = PULSE_STEPS;

/** The largest current that a pulse width can say, in A. */
const MAX_OFFER_A = 80;
/** Two straight lines make the table; between them is a flat piece that no vehicle reads as more. */
const END_OF_LOWER_LINE_A = 51;
const BEGIN_OF_UPPER_LINE_A = 52.5;
const TEN_PERCENT = 410;

/** SAE J1772 duty cycle table, station side, in percent of the period. */
function dutyPercent(limit_A: number): number {
  if (limit_A <= END_OF_LOWER_LINE_A) return limit_A / 0.6;
  if (limit_A < BEGIN_OF_UPPER_LINE_A) return END_OF_LOWER_LINE_A / 0.6;
  return Math.min(limit_A, MAX_OFFER_A) / 2.5 + 64;
}

/**
 * How many steps of each period the pilot is high. Rounded down, so that a vehicle never reads more than the
 * limit; only 6 A is rounded up, because less than 10 % says nothing reliable. Less than 6 A cannot be said
 * and offers nothing: a steady +12 V.
 * @param limit_A null offers nothing.
 */
export function pulseSteps(limit_A: number | null): number {
  if (limit_A === null || !(limit_A >= MIN_OFFER_A)) return STEADY_HIGH;
  return Math.max(TEN_PERCENT, Math.floor((PULSE_STEPS * dutyPercent(limit_A)) / 100));
}
