import type { PilotState } from '../../machines/vocabulary/pilot.ts';

/** What opens a contactor counts when it was read this often in a row. */
const OPENING_SAMPLES = 2;
/** What may lead to closing one counts when it was read all this time. */
const CLOSING_MS = 100;

/** The state that counts, and the one that may replace it. */
export type Debounced = {
  /** null: nothing counts yet. */
  readonly state: PilotState | null;
  readonly candidate: PilotState;
  /** Since when, and how often in a row, the candidate was read. */
  readonly since_ms: number;
  readonly repeated: number;
  /** Samples in a row that were not `state`, whatever they were. */
  readonly differing: number;
};

/** A, and what is no good in any state, is never waited for; B and C are. */
const mayWait = (to: PilotState): boolean => to === 'B' || to === 'C';

function counts({ state, candidate, since_ms, repeated, differing }: Debounced, at_ms: number): boolean {
  if (state === 'C') return differing >= OPENING_SAMPLES;
  if (state === null || !mayWait(candidate)) return repeated >= OPENING_SAMPLES;
  return at_ms - since_ms >= CLOSING_MS;
}

/**
 * Takes one sample. Two samples in a row that are not C end a charge even if they differ from each other: a
 * pilot that flutters between A and B has left C.
 */
export function debounce(last: Debounced | null, sample: PilotState, at_ms: number): Debounced {
  const same = last?.candidate === sample;
  const state = last?.state ?? null;
  const next: Debounced = {
    state,
    candidate: sample,
    since_ms: same ? last.since_ms : at_ms,
    repeated: same ? last.repeated + 1 : 1,
    differing: sample === state ? 0 : (last?.differing ?? 0) + 1,
  };
  return sample !== state && counts(next, at_ms) ? { ...next, state: sample, differing: 0 } : next;
}
