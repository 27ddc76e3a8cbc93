import fc from 'fast-check';
import type { ChargingSituation } from '../../machines/rules/charging-limit.ts';
import type { ChargingProfile, InstalledProfile } from '../../machines/vocabulary/records.ts';
import { iso } from './station-fixture.ts';

const DAY_s = 86_400;
const DAY_ms = DAY_s * 1000;
/** Length of the window that is looked at. */
export const WINDOW_s = 180;

/** Running transactions of connectors 1 and 2, by our own number; 6 is one that is over. */
const RUNNING = { 1: 7, 2: 8 } as const;
const OVER = 6;

/** Moments at which something begins or ends, in ms from now: in or around the window, on seconds and off. */
const moment = fc
  .tuple(fc.integer({ min: -60, max: WINDOW_s + 20 }), fc.constantFrom(0, 0, 0, 1, 350, 999))
  .map(([second, ms]) => second * 1000 + ms);
const distant = fc.constantFrom(-40 * DAY_ms, 40 * DAY_ms);
/** In the future only for a clock that was set back. */
const since = fc.oneof(moment, fc.constantFrom(0, -DAY_ms, -8 * DAY_ms));
const maybe = <T>(value: fc.Arbitrary<T>) => fc.option(value, { nil: undefined, freq: 2 });

const limit = fc.integer({ min: 0, max: 400 }).map((tenths) => tenths / 10);
const periods = fc
  .array(fc.tuple(fc.integer({ min: 1, max: 120 }), limit, maybe(fc.integer({ min: 1, max: 3 }))), {
    minLength: 1,
    maxLength: 5,
  })
  .map((steps) => {
    let startPeriod = 0;
    return steps.map(([wait, value, numberPhases], index) => {
      startPeriod += index === 0 ? 0 : wait;
      return { startPeriod, limit: value, ...(numberPhases !== undefined && { numberPhases }) };
    });
  });

const described = fc.record({
  purpose: fc.constantFrom('ChargePointMaxProfile', 'TxDefaultProfile', 'TxProfile'),
  kind: fc.constantFrom('Absolute', 'Recurring', 'Relative'),
  recurrencyKind: fc.constantFrom('Daily', 'Weekly'),
  daysAgo: fc.constantFrom(0, 1, 6, 7, 14),
  stackLevel: fc.integer({ min: 0, max: 3 }),
  connectorId: fc.constantFrom(0, 1, 2),
  isOver: fc.boolean(),
  start: maybe(moment),
  installedAt: fc.oneof(moment, fc.constant(-9 * DAY_ms)),
  validFrom: maybe(fc.oneof(moment, distant)),
  validTo: maybe(fc.oneof(moment, distant)),
  duration: maybe(fc.oneof(fc.integer({ min: 1, max: 200 }), fc.constant(DAY_s + 50))),
  periods,
  endsRecurrence: fc.boolean(),
  minChargingRate: maybe(limit),
  /** Local time of the one who wrote the dates, in minutes east. */
  zone_min: fc.constantFrom(0, 0, 60, 120, -480, 345),
});
type Described = typeof described extends fc.Arbitrary<infer T> ? T : never;

/** The moment in the local time of a zone, as a central system may write it. */
function isoIn(zone_min: number, t_ms: number): string {
  if (zone_min === 0) return iso(t_ms);
  const two = (value: number) => String(Math.floor(value)).padStart(2, '0');
  const offset = `${two(Math.abs(zone_min) / 60)}:${two(Math.abs(zone_min) % 60)}`;
  return `${iso(t_ms + zone_min * 60_000).slice(0, -1)}${zone_min < 0 ? '-' : '+'}${offset}`;
}

function chargingProfileOf(p: Described, now_ms: number): ChargingProfile {
  const recurring = p.kind === 'Recurring';
  const start = p.start ?? (recurring ? p.installedAt : undefined);
  const at = (from_now: number) => isoIn(p.zone_min, now_ms + from_now);
  const startsAt = start === undefined ? undefined : start - (recurring ? p.daysAgo * DAY_ms : 0);
  const last = { startPeriod: DAY_s - 30, limit: 3.3 };
  return {
    chargingProfileId: 1,
    stackLevel: p.stackLevel,
    chargingProfilePurpose: p.purpose,
    chargingProfileKind: p.kind,
    ...(recurring && { recurrencyKind: p.recurrencyKind }),
    ...(p.validFrom !== undefined && { validFrom: at(p.validFrom) }),
    ...(p.validTo !== undefined && { validTo: at(p.validTo) }),
    chargingSchedule: {
      chargingRateUnit: 'A',
      chargingSchedulePeriod: recurring && p.endsRecurrence ? [...p.periods, last] : p.periods,
      ...(startsAt !== undefined && { startSchedule: at(startsAt) }),
      ...(p.duration !== undefined && { duration: p.duration }),
      ...(p.minChargingRate !== undefined && { minChargingRate: p.minChargingRate }),
    },
  };
}

const connectorOf = ({ purpose, connectorId }: Described): number => {
  if (purpose === 'TxProfile') return connectorId === 2 ? 2 : 1;
  return purpose === 'ChargePointMaxProfile' ? 0 : connectorId;
};

function installedOf(p: Described, now_ms: number): InstalledProfile {
  const connectorId = connectorOf(p);
  const running = RUNNING[connectorId === 2 ? 2 : 1];
  return {
    connectorId,
    transaction: p.purpose !== 'TxProfile' ? null : p.isOver ? OVER : running,
    installedAt: iso(now_ms + p.installedAt),
    profile: chargingProfileOf(p, now_ms),
  };
}

/** As the station installs them: no two with the same purpose, stack level, connector and transaction. */
const key = (it: Described) =>
  `${it.purpose} ${it.stackLevel} ${connectorOf(it)} ${it.purpose === 'TxProfile' && it.isOver}`;

/** Any profiles on two connectors, each with a transaction or without, and the moment of asking. */
export const randomCharging = (moments_ms: readonly number[]) =>
  fc
    .record({
      profiles: fc.uniqueArray(described, { maxLength: 6, selector: key }),
      supply_A: fc.constantFrom(20, 48, 64),
      started: fc.tuple(maybe(since), maybe(since)),
      now_ms: fc.constantFrom(...moments_ms),
    })
    .map(({ profiles, supply_A, started, now_ms }) => {
      const transaction = (connectorId: 1 | 2) => {
        const from_now = started[connectorId - 1];
        return from_now === undefined ? null : { id: RUNNING[connectorId], startedAt_ms: now_ms + from_now };
      };
      const situation: ChargingSituation = {
        profiles: profiles.map((it) => installedOf(it, now_ms)),
        rating_A: 32,
        supply_A,
        supplyVoltage_V: 230,
        connectors: [
          { connectorId: 1, transaction: transaction(1) },
          { connectorId: 2, transaction: transaction(2) },
        ],
      };
      return { situation, now_ms };
    });
