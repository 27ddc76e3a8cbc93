import { describe, expect, it } from 'vitest';
import type { Delivered } from '../../properties/delivered-messages.ts';
import { hitOf } from './evidence.ts';
import type { Point } from './kill-point.ts';
import type { Plan } from './life.ts';
import { Series } from './series.ts';

/** Lives that end at certain messages, in an order in which each next one has to deliver what was left. */
const lives = (...ends: readonly (readonly [Point, string, number])[]): readonly Plan[] =>
  ends.map(([point, message, nth]) => ({
    killPoint: { point, message, nth },
    ...{ samples: message === 'MeterValues' ? nth : 0, offline: false, backOnline: false },
  }));

const actions = (delivered: readonly Delivered[]): readonly string[] =>
  delivered.filter(({ action }) => action.endsWith('Transaction')).map(({ action }) => action);

/** Both connectors charge when the first ends, so that the second begins with two StopTransactions. */
const BOTH_STOPPED = lives(['unanswered', 'MeterValues', 2], ['unanswered', 'StopTransaction', 2]);
const START_LOST = lives(['unanswered', 'StartTransaction', 1]);

describe('S3: what is wrong with the order of storing and sending is found', () => {
  it('in a station that is right nothing is', async () => {
    const series = await Series.run([...START_LOST, ...BOTH_STOPPED]);
    expect(series.violations).toEqual([]);
    expect(series.endings.map((ending) => hitOf(ending)?.window)).toEqual(
      Array(3).fill('between send and answer'),
    );
  });

  it('planted: a StartTransaction is sent before it is committed', async () => {
    const series = await Series.run(START_LOST, 'send before commit');
    expect(actions(series.delivered)).toEqual(['StartTransaction']);
    expect(series.violations).toEqual([expect.stringMatching(/^never stopped: StartTransaction/)]);
    // And it is seen on the disk, before anything follows from it.
    expect(() => series.endings.map(hitOf)).toThrow('sent, and not on the disk');
  });

  it('planted: the acknowledgement of a StopTransaction is stored when the next one is', async () => {
    const series = await Series.run(BOTH_STOPPED, 'acknowledgement stored late');
    const again = 'sent again although its answer was stored: ';
    expect(series.violations).toContainEqual(expect.stringContaining(`${again}["StopTransaction"`));
    // On a slow machine a sample is due meanwhile, and suffers the same.
    expect(series.violations.filter((it) => !it.startsWith(again))).toEqual([]);
  });

  it('planted: the transactionId of StartTransaction.conf is never stored', async () => {
    const series = await Series.run(START_LOST, 'acknowledgement lost');
    expect(series.violations).toContainEqual(expect.stringMatching(/^of a transaction that is not open/));
  });
});
