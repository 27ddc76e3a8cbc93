import { compositeSchedule } from '../../machines/rules/composite-schedule.ts';
import { isoTime } from '../../machines/vocabulary/instant.ts';
import type { InstalledProfile } from '../../machines/vocabulary/records.ts';
import { chargingProfile, installed, periods, situation } from '../rules/charging-fixture.ts';
import { NOON } from '../rules/station-fixture.ts';
import { type Measurement, median, ms, ratio, timed_ms } from './measurement.ts';

const DAY_s = 86_400;
const PERIODS = 10;

/**
 * Daily profiles of ten periods each, on stack levels of their own, and each with its own part of the day:
 * every one speaks, so there are ten boundaries a day of each, and at each half of the stack is silent.
 */
function dailyProfiles(count: number): readonly InstalledProfile[] {
  const part_s = Math.floor(DAY_s / count);
  return Array.from({ length: count }, (_, index) => {
    const steps = Array.from({ length: PERIODS }, (_nothing, n) => {
      const startPeriod = Math.floor((n * part_s) / PERIODS);
      return [startPeriod, 6 + ((index + n) % 26)] as const;
    });
    const schedule = {
      startSchedule: isoTime(NOON - 3 * DAY_s * 1000 + index * part_s * 1000),
      duration: part_s,
      chargingSchedulePeriod: periods(...steps),
    };
    const kind = { chargingProfileKind: 'Recurring', recurrencyKind: 'Daily' } as const;
    const rank = { chargingProfileId: index, stackLevel: index };
    return installed(chargingProfile(schedule, { ...kind, ...rank }));
  });
}

const REFERENCE = { profiles: 100, days: 7 };
/** Growth with the number of profiles, then with the window. A station holds ten. */
const CASES: readonly (typeof REFERENCE)[] = [
  { profiles: 1, days: 7 },
  { profiles: 10, days: 7 },
  REFERENCE,
  { profiles: 300, days: 7 },
  { profiles: 100, days: 1 },
  { profiles: 100, days: 28 },
];

async function composed(profiles: number, duration_s: number, count: number) {
  const of = situation(dailyProfiles(profiles));
  const times: number[] = [];
  let length = 0;
  for (let i = 0; i < count; i++)
    times.push(
      await timed_ms(() => {
        length = compositeSchedule(of, 1, NOON, duration_s).length;
      }),
    );
  return { time_ms: median(times), length };
}

/** How long a composite schedule takes, and how that grows with the profiles and with the window. */
export async function measureComposition(count: number): Promise<readonly Measurement[]> {
  const measured: { readonly profiles: number; readonly days: number; time_ms: number; length: number }[] =
    [];
  for (const { profiles, days } of CASES)
    measured.push({ profiles, days, ...(await composed(profiles, days * DAY_s, count)) });
  const reference = measured.find((it) => it.profiles === REFERENCE.profiles && it.days === REFERENCE.days);
  return measured.map(({ profiles, days, time_ms, length }) => ({
    what: `composite schedule of ${profiles} profiles over ${days} days (${length} periods), p50`,
    value: ms(time_ms),
    reference: `${ms(reference!.time_ms)} ${REFERENCE.profiles} profiles, ${REFERENCE.days} days`,
    ratio: ratio(time_ms, reference!.time_ms),
    limitedBy: 'boundaries in the window, times the profiles asked at each: with their number squared',
  }));
}
