import type { PilotState } from '../../machines/vocabulary/pilot.ts';

/** What the peak detectors of one pilot say, in volts at the pilot. */
export type PilotPeaks = {
  readonly positive_V: number;
  /** null: no pulses run, or they have only just begun, so there is no negative half to look at. */
  readonly negative_V: number | null;
};

type Level = Exclude<PilotState, 'no-diode'>;

/** Levels from above, each with the lowest voltage that belongs to it. */
const LEVELS: readonly (readonly [level: Level, lowest_V: number])[] = [
  ['A', 10.5],
  ['B', 7.5],
  ['C', 4.5],
  ['D', 1.5],
  ['E', -1.5],
  ['F', Number.NEGATIVE_INFINITY],
];
/** A level is left only this far beyond its border. */
const HYSTERESIS_V = 0.3;
/** The negative half of the pulse goes through the diode of the vehicle, and no lower resistance. */
const DIODE_V = -10.5;

function levelOf(positive_V: number, previous: Level | null): Level {
  const held = LEVELS.findIndex(([level]) => level === previous);
  if (held >= 0) {
    const lowest_V = LEVELS[held]![1];
    const highest_V = LEVELS[held - 1]?.[1] ?? Number.POSITIVE_INFINITY;
    if (positive_V >= lowest_V - HYSTERESIS_V && positive_V < highest_V + HYSTERESIS_V)
      return LEVELS[held]![0];
  }
  return LEVELS.find(([, lowest_V]) => positive_V >= lowest_V)![0];
}

/** The level that was read last, and whether the diode was missed then. */
export type PilotReading = { readonly level: Level; readonly noDiode: boolean };

/**
 * One reading of the pilot (SAE J1772 levels, IEC 61851-1 Annex A), given the one before it.
 * A voltage that is no number is a pilot that cannot be read: E.
 */
export function readPilot(peaks: PilotPeaks, previous: PilotReading | null): PilotReading {
  const { positive_V, negative_V } = peaks;
  if (Number.isNaN(positive_V) || Number.isNaN(negative_V)) return { level: 'E', noDiode: false };
  const level = levelOf(positive_V, previous?.level ?? null);
  if (level !== 'B' && level !== 'C' && level !== 'D') return { level, noDiode: false };
  // Without pulses the diode cannot be seen: what was found of it stands only while it can be missed.
  if (negative_V === null) return { level, noDiode: false };
  const border_V = previous?.noDiode ? DIODE_V - HYSTERESIS_V : DIODE_V;
  return { level, noDiode: negative_V > border_V };
}

export const pilotState = ({ level, noDiode }: PilotReading): PilotState => (noDiode ? 'no-diode' : level);
