import fc from 'fast-check';
import { expect, it } from 'vitest';
import { nextBoundary } from '../../machines/rules/aligned-boundary.ts';

fc.configureGlobal({ seed: 20260304 });

/** Second by second: the first moment after `after_ms` that is a multiple of the interval since midnight. */
function naively(after_ms: number, every_s: number): number {
  const second = (ms: number): number => {
    const date = new Date(ms);
    return date.getUTCHours() * 3600 + date.getUTCMinutes() * 60 + date.getUTCSeconds();
  };
  let at_ms = Math.floor(after_ms / 1000) * 1000;
  do at_ms += 1000;
  while (second(at_ms) % every_s !== 0);
  return at_ms;
}

it('boundaries count from midnight UTC, also where the interval does not divide the day (9.1.4)', () => {
  const midnight_ms = Date.UTC(2026, 10, 22);
  fc.assert(
    fc.property(
      fc.integer({ min: midnight_ms, max: midnight_ms + 2 * 86_400_000 }),
      fc.constantFrom(1, 7, 10, 60, 900, 3600, 7000, 43_200, 50_000, 86_400),
      (after_ms, every_s) => {
        expect(nextBoundary(after_ms, every_s)).toBe(naively(after_ms, every_s));
      },
    ),
    { numRuns: 200 },
  );
});

it('the boundary that is reached is not the next one', () => {
  const noon_ms = Date.UTC(2026, 10, 22, 12);
  expect(nextBoundary(noon_ms, 900)).toBe(noon_ms + 900_000);
  expect(nextBoundary(noon_ms - 1, 900)).toBe(noon_ms);
});
