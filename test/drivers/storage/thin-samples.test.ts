import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { samplesToThin } from '../../../drivers/storage/thin-samples.ts';

const run = (transaction: number, first: number, length: number) =>
  Array.from({ length }, (_, n) => ({ sequence: first + n, transaction }));

describe('thinning queued samples', () => {
  it('drops every second middle one, of the oldest long run first', () => {
    expect(samplesToThin(run(1, 10, 8), 1)).toEqual([11, 13, 15]);
    expect(samplesToThin(run(1, 10, 9), 1)).toEqual([11, 13, 15, 17]);
    expect(samplesToThin([...run(1, 1, 7), ...run(2, 8, 8), ...run(3, 16, 8)], 1)).toEqual([9, 11, 13]);
  });

  it('thins again what was thinned, and short runs last', () => {
    expect(samplesToThin([...run(1, 1, 3), ...run(2, 4, 9)], 4)).toEqual([5, 7, 9, 11]);
    expect(samplesToThin([...run(1, 1, 3), ...run(2, 4, 9)], 5)).toEqual([5, 7, 9, 11, 2]);
  });

  it('never drops the ends of a run, and all that lies between if it must', () => {
    const runs = fc.array(fc.record({ sequence: fc.nat(), transaction: fc.integer({ min: 1, max: 4 }) }));
    fc.assert(
      fc.property(runs, fc.nat({ max: 60 }), (arbitrary, excess) => {
        const samples = arbitrary.map(({ transaction }, index) => ({ sequence: index, transaction }));
        const dropped = new Set(samplesToThin(samples, excess));
        let middles = 0;
        for (const transaction of [1, 2, 3, 4]) {
          const own = samples.filter((sample) => sample.transaction === transaction);
          middles += Math.max(0, own.length - 2);
          for (const end of [own[0], own.at(-1)]) if (end) expect(dropped.has(end.sequence)).toBe(false);
        }
        expect(dropped.size).toBeGreaterThanOrEqual(Math.min(excess, middles));
      }),
    );
  });
});
