import { describe, expect, it } from 'vitest';
import { compositeSchedule } from '../../machines/rules/composite-schedule.ts';
import { chargingProfile, installed, periods, situation } from './charging-fixture.ts';

const HOUR_s = 3600;
const DAY_s = 24 * HOUR_s;
const at = (date: string) => Date.parse(date);
const hours = (...pairs: readonly (readonly [hour: number, limit: number])[]) =>
  periods(...pairs.map(([hour, limit]) => [hour * HOUR_s, limit] as const));
const schedule = (profiles: Parameters<typeof situation>[0], from: string, duration_s: number) =>
  compositeSchedule(situation(profiles, at(from)), 1, at(from), duration_s);

describe('worked examples of OCPP 1.6 ed.2', () => {
  /** The example of a ChargingProfile in 3.13: 11 kW from 20:00 to 08:00, 6 kW by day, every day. */
  const night = chargingProfile(
    {
      duration: DAY_s,
      startSchedule: '2013-01-01T00:00Z',
      chargingRateUnit: 'W',
      chargingSchedulePeriod: [
        { startPeriod: 0, limit: 11_000, numberPhases: 3 },
        { startPeriod: 28_800, limit: 6_000, numberPhases: 3 },
        { startPeriod: 72_000, limit: 11_000, numberPhases: 3 },
      ],
    },
    { chargingProfileKind: 'Recurring', recurrencyKind: 'Daily' },
  );

  it('3.13: a daily profile, thirteen years after it began; 11 kW are more than one phase of 32 A', () => {
    expect(schedule([installed(night)], '2026-03-04T00:00:00Z', 2 * DAY_s)).toEqual(
      hours([0, 32], [8, 26], [20, 32], [24 + 8, 26], [24 + 20, 32]),
    );
  });

  /** Full current on weekdays from 23:00 to 06:00 and all weekend, less at other times. From a Monday. */
  const week = chargingProfile(
    {
      duration: 7 * DAY_s,
      startSchedule: '2026-01-05T00:00:00Z',
      chargingSchedulePeriod: hours(
        [0, 32],
        ...[0, 1, 2, 3, 4].flatMap((day) => [[day * 24 + 6, 10] as const, [day * 24 + 23, 32] as const]),
      ),
    },
    { chargingProfileKind: 'Recurring', recurrencyKind: 'Weekly' },
  );
  const holiday = chargingProfile(
    {
      duration: DAY_s,
      startSchedule: '2026-12-25T00:00:00Z',
      chargingSchedulePeriod: hours([0, 16]),
    },
    { chargingProfileId: 2, stackLevel: 1 },
  );

  it('3.13.2: a calendar of a week, and a holiday on top of it', () => {
    // 24 December 2026 is a Thursday.
    expect(schedule([installed(week), installed(holiday)], '2026-12-24T12:00:00Z', 4 * DAY_s)).toEqual(
      hours([0, 10], [11, 32], [12, 16], [36, 32], [36 + 2 * 24 + 6, 10]),
    );
  });

  it('3.13.2: another week, without the holiday', () => {
    expect(schedule([installed(week), installed(holiday)], '2026-12-31T12:00:00Z', 2 * DAY_s)).toEqual(
      hours([0, 10], [11, 32], [18, 10], [35, 32]),
    );
  });

  it('3.13.3: the lowest of the station and the transaction, at every moment', () => {
    const max = chargingProfile(
      { startSchedule: '2026-03-04T00:00:00Z', chargingSchedulePeriod: hours([0, 20], [2, 12], [4, 30]) },
      { chargingProfilePurpose: 'ChargePointMaxProfile' },
    );
    const own = chargingProfile(
      { chargingSchedulePeriod: hours([0, 16], [1, 25], [3, 8], [5, 32]) },
      { chargingProfilePurpose: 'TxProfile', chargingProfileId: 2, chargingProfileKind: 'Relative' },
    );
    expect(schedule([installed(max), installed(own)], '2026-03-04T00:00:00Z', 6 * HOUR_s)).toEqual(
      hours([0, 16], [1, 20], [2, 12], [3, 8], [5, 30]),
    );
  });

  it('5.16.4: after its duration a daily schedule leaves the word to the level below, then to nobody', () => {
    const daily = (chargingProfileId: number, duration_h: number, limit: number) =>
      installed(
        chargingProfile(
          {
            startSchedule: '2026-03-01T08:00:00Z',
            duration: duration_h * HOUR_s,
            chargingSchedulePeriod: hours([0, limit]),
          },
          {
            chargingProfileId,
            stackLevel: chargingProfileId,
            chargingProfileKind: 'Recurring',
            recurrencyKind: 'Daily',
          },
        ),
      );
    expect(schedule([daily(0, 6, 10), daily(1, 2, 20)], '2026-03-04T08:00:00Z', 30 * HOUR_s)).toEqual(
      hours([0, 20], [2, 10], [6, 32], [24, 20], [26, 10]),
    );
  });
});
