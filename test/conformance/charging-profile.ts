import { expect } from 'vitest';
import type { TestedStation } from './tested-station.ts';

type Periods = readonly (readonly [startPeriod: number, limit: number])[];
type Changes = {
  readonly duration?: number;
  readonly startSchedule?: string;
  readonly [field: string]: unknown;
};

const periodsOf = (pairs: Periods) => pairs.map(([startPeriod, limit]) => ({ startPeriod, limit }));

/** The schedule that most of the flows install. */
export const USUAL: Periods = [
  [0, 6],
  [60, 10],
  [120, 8],
];

/** An Absolute profile of level 0 in A, from now on. */
export function profile(
  station: TestedStation,
  chargingProfilePurpose: 'ChargePointMaxProfile' | 'TxDefaultProfile' | 'TxProfile',
  periods: Periods,
  { duration, startSchedule = station.at_s(station.now_s), ...changes }: Changes = {},
): object {
  return {
    chargingProfileId: 1,
    stackLevel: 0,
    chargingProfilePurpose,
    chargingProfileKind: 'Absolute',
    ...changes,
    chargingSchedule: {
      ...(duration === undefined ? {} : { duration }),
      ...(changes.chargingProfileKind === 'Relative' ? {} : { startSchedule }),
      chargingRateUnit: 'A',
      chargingSchedulePeriod: periodsOf(periods),
    },
  };
}

export async function install(
  station: TestedStation,
  connectorId: number,
  csChargingProfiles: object,
  is = 'Accepted',
): Promise<void> {
  await station.expectCall('SetChargingProfile', { connectorId, csChargingProfiles }, { status: is });
}

/** Asks for the composite schedule, and expects these periods. */
export async function expectSchedule(
  station: TestedStation,
  { connectorId = 1, duration }: { connectorId?: number; duration: number },
  periods: Periods,
): Promise<void> {
  const request = { connectorId, duration, chargingRateUnit: 'A' };
  expect(await station.call('GetCompositeSchedule', request)).toEqual({
    status: 'Accepted',
    connectorId,
    scheduleStart: station.at_s(station.now_s),
    chargingSchedule: { duration, chargingRateUnit: 'A', chargingSchedulePeriod: periodsOf(periods) },
  });
}
