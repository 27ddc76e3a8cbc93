import { describe, expect, it } from 'vitest';
import { SeededRandom } from '../../../drivers/random/seeded-random.ts';
import { hitOf, losses } from './evidence.ts';
import { printHistogram } from './histogram.ts';
import { planLives } from './lives.ts';
import { Series } from './series.ts';

/**
 * S3 and S4 over 200 power cuts of the real process. Each life ends with SIGKILL at a point of its own, and
 * the next one starts on the same data directory. What the central system received over all lives must be
 * whole, and the disk and the central system must show that the life ended in the window it was meant to.
 *
 * This proves the order of storing and sending, and that a restart rebuilds everything from the records. It
 * does not prove that a commit has reached the disk: the page cache of the operating system outlives a killed
 * process. That `synchronous=FULL` is in force is asserted where the database is opened.
 */
const SEED = 20_261_122;
const KILLS = 200;
/** Stations side by side: much of a life is waiting. */
const SERIES = 8;
const LEAST_IN_EACH_WINDOW = 20;

describe('S3, S4: the station process, killed 200 times under traffic', () => {
  it(`loses, repeats and disorders nothing (seed ${SEED})`, { timeout: 900_000 }, async () => {
    const random = new SeededRandom(SEED);
    const plans = planLives(KILLS, random);
    const parts = Array.from({ length: SERIES }, (_, n) => plans.filter((_plan, i) => i % SERIES === n));
    const all = await Promise.all(parts.map((part) => Series.run(part)));

    const hits = all.flatMap(({ endings }) => endings.map(hitOf));
    printHistogram(hits);
    // Whoever has a message to die at dies there.
    const missed = all.flatMap(({ endings }) => endings.filter((it) => it.target && hitOf(it) === null));
    expect(missed).toEqual([]);
    const exits = all.flatMap((it) => it.exits);
    expect(exits).toEqual(exits.map(() => ({ code: null, signal: 'SIGKILL' })));
    expect(exits.length).toBe(KILLS);
    for (const series of all) {
      expect(series.violations).toEqual([]);
      expect(losses(series.endings, series.delivered)).toEqual([]);
      expect(series.misfits).toEqual([]);
      expect(series.unreported_Wh).toEqual([0, 0]);
    }
    const reasons = new Set(all.flatMap(({ transactions }) => transactions.map(({ reason }) => reason)));
    expect(reasons).toEqual(new Set(['PowerLoss', 'Local', 'Remote']));
    const windows = Map.groupBy(hits, (hit) => hit?.window ?? 'at the end');
    for (const window of [
      'before commit',
      'between commit and send',
      'between send and answer',
      'between answer and its storing',
    ] as const)
      expect(windows.get(window)?.length, window).toBeGreaterThanOrEqual(LEAST_IN_EACH_WINDOW);
  });
});
