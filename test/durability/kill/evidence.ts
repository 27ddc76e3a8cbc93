import { isDeepStrictEqual } from 'node:util';
import type { Delivered } from '../../properties/delivered-messages.ts';
import type { Disk, Row } from './disk.ts';
import {
  CHANGE,
  CHANGED_KEY,
  type KillPoint,
  type LastWords,
  nameOf,
  WINDOW_OF,
  type Window,
} from './kill-point.ts';

/** All that is known of the end of a life. */
export type Ending = {
  readonly life: number;
  /** Where it was to end; null: at any moment. */
  readonly target: KillPoint | null;
  /** What the process wrote before it ended itself; null: it did not. */
  readonly lastWords: LastWords | null;
  /** The CALL at which the central system killed it. */
  readonly killedAt: Delivered | null;
  readonly disk: Disk;
  readonly diskBefore: Disk;
  /** All that the central system received, up to this end. */
  readonly delivered: readonly Delivered[];
  /** The configuration value whose change was accepted in this life. */
  readonly changed: string | null;
};
export type Hit = { readonly window: Window; readonly message: string };

/** The transactionId may be learnt between storing and sending. */
const isSame = (row: Row, { action, payload }: Delivered): boolean =>
  row.action === action &&
  isDeepStrictEqual({ ...row.payload, transactionId: 0 }, { ...payload, transactionId: 0 });

/** The CALL with which a row was sent, the last one. */
export const sentAs = (row: Row, delivered: readonly Delivered[]): Delivered | undefined =>
  delivered.findLast((it) => isSame(row, it));

/**
 * In which window the life ended, by what is on the disk and what the central system received; the process's
 * own word only says which message it was about.
 * @returns null: it did not end at its kill point.
 * @throws if disk and central system do not show what that window means.
 */
export function hitOf(ending: Ending): Hit | null {
  const { lastWords, killedAt, disk, delivered } = ending;
  const wrong = (words: string): Error =>
    new Error(`life ${ending.life}, ${JSON.stringify(lastWords ?? killedAt)}: ${words}`);
  if (killedAt) {
    const message = nameOf(killedAt.action, killedAt.payload);
    if (!disk.rows.some((it) => isSame(it, killedAt))) throw wrong('sent, and not on the disk');
    if (killedAt.answer) throw wrong('answered');
    return { window: WINDOW_OF.unanswered, message };
  }
  if (!lastWords) return null;
  const { point, message, sequence } = lastWords;
  const hit: Hit = { window: WINDOW_OF[point], message };
  if (point === 'anywhere') return hit;
  if (message === CHANGE) {
    if (ending.changed !== null) throw wrong('answered');
    const isStored = disk.configuration[CHANGED_KEY] !== ending.diskBefore.configuration[CHANGED_KEY];
    if (isStored !== (point === 'committed')) throw wrong(isStored ? 'on the disk' : 'not on the disk');
    return hit;
  }
  const row = disk.rows.find((it) => it.sequence === sequence);
  if (point === 'uncommitted') {
    if (row) throw wrong('on the disk');
    return hit;
  }
  if (!row || nameOf(row.action, row.payload) !== message) throw wrong('not on the disk');
  const sent = sentAs(row, delivered);
  if (point === 'unstored') {
    if (!sent?.answer) throw wrong('not answered');
    return hit;
  }
  // What was sent in an earlier life is between commit and sending again: a moment like any other.
  if (point === 'unsent' && sent && sent.life < ending.life) return { ...hit, window: 'anywhere' };
  if (sent) throw wrong('sent');
  return hit;
}

/** What was on the disk at an end and never arrived; what was accepted and is not on the disk. */
export function losses(endings: readonly Ending[], delivered: readonly Delivered[]): readonly string[] {
  return endings.flatMap(({ life, disk, changed }) => [
    ...disk.rows
      .filter((row) => !sentAs(row, delivered))
      .map((row) => `stored in life ${life}, and never arrived: ${JSON.stringify(row)}`),
    ...(changed !== null && disk.configuration[CHANGED_KEY] !== changed
      ? [`accepted in life ${life}, and not stored: ${CHANGED_KEY} ${changed}`]
      : []),
  ]);
}
