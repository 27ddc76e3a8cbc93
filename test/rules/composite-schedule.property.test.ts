import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { limitAt } from '../../machines/rules/charging-limit.ts';
import { compositeSchedule } from '../../machines/rules/composite-schedule.ts';
import { randomCharging, WINDOW_s } from './random-charging.ts';
import { secondBySecond } from './second-by-second.ts';

fc.configureGlobal({ seed: 20260304 });

/** Half a window after each `now` the date changes, or the clocks of Europe do, or 29 February begins. */
const MOMENTS_ms = [
  Date.UTC(2026, 2, 5),
  Date.UTC(2026, 2, 29, 1),
  Date.UTC(2026, 9, 25, 1),
  Date.UTC(2027, 0, 1),
  Date.UTC(2028, 1, 29),
].map((it) => it - (WINDOW_s / 2) * 1000);
const charging = randomCharging(MOMENTS_ms);
const connectorIds = fc.constantFrom(0, 1, 2);

describe('any set of charging profiles', () => {
  it('has the composite schedule that asking every profile every second gives', () => {
    fc.assert(
      fc.property(charging, connectorIds, ({ situation, now_ms }, connectorId) => {
        const schedule = compositeSchedule(situation, connectorId, now_ms, WINDOW_s);
        const expanded = Array.from(
          { length: WINDOW_s },
          (_, second) => schedule.findLast((period) => period.startPeriod <= second)?.limit,
        );
        const reference = secondBySecond(situation, connectorId, now_ms, WINDOW_s);
        expect(expanded).toEqual(reference.map((value) => Math.round(value * 10) / 10));
      }),
      { numRuns: 4000 },
    );
  });

  it('has a composite schedule that begins at 0, ascends, stays in the window and repeats no limit', () => {
    fc.assert(
      fc.property(charging, connectorIds, ({ situation, now_ms }, connectorId) => {
        const schedule = compositeSchedule(situation, connectorId, now_ms, WINDOW_s);
        expect(schedule[0]?.startPeriod).toBe(0);
        expect(schedule.at(-1)?.startPeriod).toBeLessThan(WINDOW_s);
        schedule.slice(1).forEach((period, index) => {
          expect(period.startPeriod).toBeGreaterThan(schedule[index]!.startPeriod);
          expect(period.limit).not.toBe(schedule[index]!.limit);
        });
      }),
      { numRuns: 1000 },
    );
  });

  it('keeps the limit in force until the moment that limitAt names (S10)', () => {
    const running = charging.filter(({ situation }) => situation.connectors[0]?.transaction !== null);
    fc.assert(
      fc.property(running, fc.nat(WINDOW_s * 1000), fc.nat(999), ({ situation, now_ms }, after_ms, share) => {
        const t = now_ms + after_ms;
        const { limit_A, until_ms } = limitAt(situation, 1, t);
        expect(limit_A).toBeLessThanOrEqual(32);
        const end = Math.min(until_ms ?? Number.POSITIVE_INFINITY, t + 600_000);
        expect(end).toBeGreaterThan(t);
        expect(limitAt(situation, 1, t + Math.floor(((end - t) * share) / 1000)).limit_A).toBe(limit_A);
        expect(limitAt(situation, 1, end - 1).limit_A).toBe(limit_A);
      }),
      { numRuns: 2000 },
    );
  });
});
