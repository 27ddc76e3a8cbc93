import { readdirSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import { PLAIN_DAY, ROUGH_DAY } from './day-shape.ts';
import { DAY_MS, planDay } from './plan-day.ts';
import { readScript } from './read-script.ts';
import { run, scriptOf } from './run.ts';

const TRACES = new URL('./traces/', import.meta.url);
const TIMEOUT_MS = 60_000;

describe('a simulated station violates no property', () => {
  it(
    'on plain days: people, a link that breaks, power that fails',
    async () => {
      const { violations, counts } = await run(scriptOf(1, 2, PLAIN_DAY));
      expect(violations).toEqual([]);
      expect(counts.get('sent: StopTransaction')).toBeGreaterThan(4);
    },
    TIMEOUT_MS,
  );

  it.each([11, 12])(
    'on rough days (seed %i)',
    async (seed) => {
      const { violations, days } = await run(scriptOf(seed, 2, ROUGH_DAY));
      expect({ violations, days }).toEqual({ violations: [], days: 2 });
    },
    TIMEOUT_MS,
  );
});

describe('what the simulation found once', () => {
  it.each(readdirSync(TRACES))(
    '%s does not come back',
    async (file) => {
      const script = readScript(new URL(file, TRACES));
      expect((await run(script)).violations).toEqual([]);
    },
    TIMEOUT_MS,
  );
});

describe('a run is a function of its seed', () => {
  it(
    'the same seed twice is the same frames at the same times',
    async () => {
      const [first, second] = [await run(scriptOf(3, 1, ROUGH_DAY)), await run(scriptOf(3, 1, ROUGH_DAY))];
      expect(first.hash).toBe(second.hash);
      expect(first.counts).toEqual(second.counts);
    },
    TIMEOUT_MS,
  );

  it(
    'another seed is another day',
    async () => {
      const [first, second] = [await run(scriptOf(3, 1, ROUGH_DAY)), await run(scriptOf(4, 1, ROUGH_DAY))];
      expect(first.hash).not.toBe(second.hash);
    },
    TIMEOUT_MS,
  );

  it('a day is planned in order, and ends with its kind hour', () => {
    const times = planDay(5, 2, ROUGH_DAY).map(({ at_ms }) => at_ms);
    expect(times).toEqual(times.toSorted((a, b) => a - b));
    expect(times[0]).toBeGreaterThanOrEqual(2 * DAY_MS);
    expect(times.at(-1)).toBeLessThan(3 * DAY_MS - 3_600_000);
  });
});
