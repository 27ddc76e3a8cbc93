import type { OwnTransactionId } from '../../machines/vocabulary/records.ts';

/** A queued MeterValues message. */
export type QueuedSample = { readonly sequence: number; readonly transaction: OwnTransactionId };

/** Runs of samples of this length are thinned before shorter ones. */
const LONG_RUN = 8;

/** Below this a run has no middle: its first and last sample (Transaction.Begin and .End) always stay. */
const SHORTEST_RUN = 3;

/**
 * Which samples to drop so that the queue comes back to its budget: every second middle one of the oldest
 * long run, then of the next, and of short runs when there are no long ones. A whole run at a time, so that
 * it is seldom.
 * @param samples all queued MeterValues, by sequence.
 * @param excess how many messages the queue is over its budget.
 * @returns sequences; fewer than `excess` if no more have a middle.
 */
export function samplesToThin(samples: readonly QueuedSample[], excess: number): number[] {
  const runs = new Map<OwnTransactionId, number[]>();
  for (const { sequence, transaction } of samples) {
    const run = runs.get(transaction);
    if (run) run.push(sequence);
    else runs.set(transaction, [sequence]);
  }
  const dropped: number[] = [];
  for (const shortest of [LONG_RUN, SHORTEST_RUN]) {
    for (const [transaction, whole] of runs) {
      let run = whole;
      while (dropped.length < excess && run.length >= shortest) {
        const last = run.length - 1;
        const isDropped = (index: number): boolean => index % 2 === 1 && index !== last;
        dropped.push(...run.filter((_, index) => isDropped(index)));
        run = run.filter((_, index) => !isDropped(index));
      }
      runs.set(transaction, run);
    }
  }
  return dropped;
}
