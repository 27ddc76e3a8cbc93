import { describe, expect, it } from 'vitest';
import { CryptoRandom } from '../../drivers/random/crypto-random.ts';
import type { Random } from '../../drivers/random/random.ts';
import { SeededRandom } from '../../drivers/random/seeded-random.ts';

const implementations: readonly [string, () => Random][] = [
  ['CryptoRandom', () => new CryptoRandom()],
  ['SeededRandom', () => new SeededRandom(7)],
];

describe.each(implementations)('%s keeps the contract of randomness', (_name, start) => {
  it('gives identifiers of RFC 4122 form, version 4, all different', () => {
    const random = start();
    const ids = Array.from({ length: 5000 }, () => random.uuid());
    for (const id of ids)
      expect(id).toMatch(/^[0-9a-f]{8}-[0-9a-f]{4}-4[0-9a-f]{3}-[89ab][0-9a-f]{3}-[0-9a-f]{12}$/);
    expect(new Set(ids).size).toBe(ids.length);
  });

  it('gives fractions from 0 up to but not including 1, evenly spread', () => {
    const random = start();
    const bins = new Array<number>(10).fill(0);
    for (let i = 0; i < 20_000; i++) {
      const fraction = random.fraction();
      expect(fraction >= 0 && fraction < 1).toBe(true);
      bins[Math.floor(fraction * 10)]! += 1;
    }
    // Mean 2000, standard deviation 42: seven deviations either way.
    for (const count of bins) expect(Math.abs(count - 2000)).toBeLessThan(300);
  });
});

describe('SeededRandom', () => {
  it('repeats itself with the same seed, and with no other', () => {
    const draw = (seed: number) => {
      const random = new SeededRandom(seed);
      return [random.uuid(), random.fraction(), random.uuid()];
    };
    expect(draw(123)).toEqual(draw(123));
    const firsts = [0, 1, 2, 3, -1, 2 ** 32, 2 ** 32 + 1].map((seed) => draw(seed)[0]);
    expect(new Set(firsts).size).toBe(firsts.length);
  });
});
