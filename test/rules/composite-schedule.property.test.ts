import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { type ChargingSituation, limitAt } from '../../machines/rules/charging-limit.ts';
import { compositeSchedule } from '../../machines/rules/composite-schedule.ts';
import type { ChargingProfile, InstalledProfile } from '../../machines/vocabulary/records.ts';
import { secondBySecond } from './second-by-second.ts';
import { iso } from './station-fixture.ts';

fc.configureGlobal({ seed: 20260304 });

const DAY_s = 86_400;
const WINDOW_s = 180;
/** Half a window before midnight, so that every window crosses it. */
const NOW = Date.UTC(2026, 2, 5) - (WINDOW_s / 2) * 1000;

/** Moments at which something begins or ends: in or around the window, on whole seconds and off them. */
const moment = fc
  .tuple(fc.integer({ min: -60, max: WINDOW_s + 20 }), fc.constantFrom(0, 0, 0, 1, 350, 999))
  .map(([second, ms]) => NOW + second * 1000 + ms);
const limit = fc.integer({ min: 0, max: 400 }).map((tenths) => tenths / 10);
const periods = fc
  .array(fc.tuple(fc.integer({ min: 1, max: 120 }), limit), { minLength: 1, maxLength: 5 })
  .map((steps) => {
    let startPeriod = 0;
    return steps.map(([wait, value], index) => {
      startPeriod += index === 0 ? 0 : wait;
      return { startPeriod, limit: value };
    });
  });
const maybe = <T>(value: fc.Arbitrary<T>) => fc.option(value, { nil: undefined, freq: 2 });

const profile = fc
  .record({
    purpose: fc.constantFrom('ChargePointMaxProfile', 'TxDefaultProfile', 'TxProfile'),
    kind: fc.constantFrom('Absolute', 'Recurring', 'Relative'),
    recurrencyKind: fc.constantFrom('Daily', 'Weekly'),
    daysAgo: fc.constantFrom(0, 1, 6, 7, 14),
    stackLevel: fc.integer({ min: 0, max: 3 }),
    connectorId: fc.constantFrom(0, 1, 2),
    transaction: fc.constantFrom(7, 8),
    start: maybe(moment),
    installedAt: moment,
    validFrom: maybe(moment),
    validTo: maybe(moment),
    duration: maybe(fc.oneof(fc.integer({ min: 1, max: 200 }), fc.constant(DAY_s + 50))),
    periods,
    endsRecurrence: fc.boolean(),
  })
  .map((p): InstalledProfile => {
    const recurring = p.kind === 'Recurring';
    const start = p.start ?? (recurring ? p.installedAt : undefined);
    const startSchedule =
      start === undefined ? undefined : start - (recurring ? p.daysAgo * DAY_s * 1000 : 0);
    const last = { startPeriod: DAY_s - 30, limit: 3.3 };
    const chargingSchedulePeriod = recurring && p.endsRecurrence ? [...p.periods, last] : p.periods;
    const chargingProfile: ChargingProfile = {
      chargingProfileId: 1,
      stackLevel: p.stackLevel,
      chargingProfilePurpose: p.purpose,
      chargingProfileKind: p.kind,
      ...(recurring && { recurrencyKind: p.recurrencyKind }),
      ...(p.validFrom !== undefined && { validFrom: iso(p.validFrom) }),
      ...(p.validTo !== undefined && { validTo: iso(p.validTo) }),
      chargingSchedule: {
        chargingRateUnit: 'A',
        chargingSchedulePeriod,
        ...(startSchedule !== undefined && { startSchedule: iso(startSchedule) }),
        ...(p.duration !== undefined && { duration: p.duration }),
      },
    };
    return {
      connectorId: p.purpose === 'ChargePointMaxProfile' ? 0 : p.purpose === 'TxProfile' ? 1 : p.connectorId,
      transaction: p.purpose === 'TxProfile' ? p.transaction : null,
      installedAt: iso(p.installedAt),
      profile: chargingProfile,
    };
  });

/** As the station installs them: no two with the same purpose, stack level and connector. */
const key = ({ connectorId, profile: p, transaction }: InstalledProfile) =>
  `${p.chargingProfilePurpose} ${p.stackLevel} ${connectorId} ${transaction}`;
const chargingSituation = fc
  .record({
    profiles: fc.uniqueArray(profile, { maxLength: 6, selector: key }),
    supply_A: fc.constantFrom(20, 48, 64),
    startedAt_ms: maybe(moment),
  })
  .map(
    ({ profiles, supply_A, startedAt_ms }): ChargingSituation => ({
      profiles,
      rating_A: 32,
      supply_A,
      supplyVoltage_V: 230,
      connectors: [
        {
          connectorId: 1,
          transaction:
            startedAt_ms === undefined ? null : { id: 7, startedAt_ms: Math.min(NOW, startedAt_ms) },
        },
        { connectorId: 2, transaction: null },
      ],
    }),
  );

const connectorIds = fc.constantFrom(0, 1, 2);

describe('any set of charging profiles', () => {
  it('has the composite schedule that asking every profile every second gives', () => {
    fc.assert(
      fc.property(chargingSituation, connectorIds, (situation, connectorId) => {
        const schedule = compositeSchedule(situation, connectorId, NOW, WINDOW_s);
        const expanded = Array.from(
          { length: WINDOW_s },
          (_, second) => schedule.findLast((period) => period.startPeriod <= second)?.limit,
        );
        const reference = secondBySecond(situation, connectorId, NOW, WINDOW_s);
        expect(expanded).toEqual(reference.map((value) => Math.round(value * 10) / 10));
      }),
      { numRuns: 3000 },
    );
  });

  it('has a composite schedule that begins at 0, ascends, stays in the window and repeats no limit', () => {
    fc.assert(
      fc.property(chargingSituation, connectorIds, (situation, connectorId) => {
        const schedule = compositeSchedule(situation, connectorId, NOW, WINDOW_s);
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
    const withTransaction = chargingSituation.filter((s) => s.connectors[0]?.transaction !== null);
    fc.assert(
      fc.property(withTransaction, fc.nat(WINDOW_s * 1000), fc.nat(999), (situation, after_ms, share) => {
        const t = NOW + after_ms;
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
