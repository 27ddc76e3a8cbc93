import { compositeSchedule } from '../../machines/rules/composite-schedule.ts';
import { chargingProfile, installed, periods, situation } from '../rules/charging-fixture.ts';
import { NOON } from '../rules/station-fixture.ts';
import { type Measurement, median, ms, timed_ms } from './measurement.ts';

const PROFILES = 100;
const WEEK_S = 7 * 86_400;

/** A hundred daily profiles of ten periods each, composed over a week. */
export async function measureComposition(count: number): Promise<readonly Measurement[]> {
  const profiles = Array.from({ length: PROFILES }, (_, index) => {
    const pairs = Array.from(
      { length: 10 },
      (_, n) => [n * 3_600 + index * 60, 6 + ((index + n) % 26)] as const,
    );
    const schedule = {
      startSchedule: '2026-03-01T00:00:00Z',
      chargingSchedulePeriod: periods([0, 32], ...pairs.slice(1)),
    };
    const kind = {
      chargingProfileId: index,
      stackLevel: index,
      chargingProfileKind: 'Recurring',
      recurrencyKind: 'Daily',
    } as const;
    return installed(chargingProfile(schedule, kind), { connectorId: index % 3 });
  });
  const times: number[] = [];
  let length = 0;
  for (let i = 0; i < count; i++)
    times.push(
      await timed_ms(() => {
        length = compositeSchedule(situation(profiles), 1, NOON, WEEK_S).length;
      }),
    );
  return [
    {
      what: `composite schedule of ${PROFILES} profiles over a week, p50`,
      value: ms(median(times)),
      reference: `${length} periods`,
      ratio: '',
      limitedBy: 'boundaries in the week times periods of all profiles',
    },
  ];
}
