import { describe, expect, it } from 'vitest';
import { compositeSchedule } from '../../machines/rules/composite-schedule.ts';
import { chargingProfile, installed, periods, situation } from './charging-fixture.ts';
import { iso, NOON } from './station-fixture.ts';

const DAY = 86_400_000;
const central = { duration: 300, chargingSchedulePeriod: periods([0, 6], [60, 10], [120, 8]) };

describe('composite schedules of the certification cases', () => {
  it('TC_056: a TxDefaultProfile, then the rating of the station', () => {
    const profiles = [installed(chargingProfile({ ...central, startSchedule: iso(NOON) }))];
    expect(compositeSchedule(situation(profiles), 1, NOON + 20_000, 300)).toEqual(
      periods([0, 6], [40, 10], [100, 8], [280, 32]),
    );
  });

  it('TC_057: a TxProfile, then the rating of the station', () => {
    const profiles = [
      installed(chargingProfile({ ...central, duration: 260 }, { chargingProfilePurpose: 'TxProfile' })),
    ];
    expect(compositeSchedule(situation(profiles, NOON - 5_000), 1, NOON, 300)).toEqual(
      periods([0, 6], [60, 10], [120, 8], [260, 32]),
    );
  });

  const max = chargingProfile(
    { duration: 86_400, chargingSchedulePeriod: periods([0, 10]) },
    { chargingProfilePurpose: 'ChargePointMaxProfile', chargingProfileId: 1 },
  );
  const txDefault = chargingProfile(
    { duration: 300, chargingSchedulePeriod: periods([0, 6], [60, 10], [120, 8], [180, 25], [260, 8]) },
    { chargingProfileId: 2 },
  );
  const tx = chargingProfile(
    { duration: 260, chargingSchedulePeriod: periods([0, 8], [50, 11], [140, 16], [200, 6], [240, 12]) },
    { chargingProfilePurpose: 'TxProfile', chargingProfileId: 3 },
  );

  it('TC_066: ChargePointMaxProfile, TxDefaultProfile and TxProfile, equal neighbours merged', () => {
    const profiles = [max, txDefault, tx].map((profile) => installed(profile));
    expect(compositeSchedule(situation(profiles, NOON - 30_000), 1, NOON, 400)).toEqual(
      periods([0, 8], [50, 10], [200, 6], [240, 10], [260, 8], [300, 10]),
    );
  });

  it('TC_066: a few milliseconds between installing and asking do not move a period', () => {
    const profiles = [max, txDefault, tx].map((profile) => installed(profile));
    expect(compositeSchedule(situation(profiles), 1, NOON + 7, 400)).toEqual(
      periods([0, 8], [50, 10], [200, 6], [240, 10], [260, 8], [300, 10]),
    );
  });

  it('TC_067: with no profile left, the rating', () => {
    expect(compositeSchedule(situation([]), 1, NOON, 400)).toEqual(periods([0, 32]));
  });

  it('TC_072: a higher stack level wins until its duration ends, inside a period of the lower one', () => {
    const lower = chargingProfile({
      duration: 400,
      chargingSchedulePeriod: periods([0, 6], [100, 8], [200, 10]),
    });
    const higher = chargingProfile(
      { duration: 150, chargingSchedulePeriod: periods([0, 7], [100, 9]) },
      { stackLevel: 1, chargingProfileId: 2 },
    );
    const stacked = situation([installed(lower), installed(higher)], null);
    expect(compositeSchedule(stacked, 1, NOON, 350)).toEqual(periods([0, 7], [100, 9], [150, 8], [200, 10]));
  });

  it('TC_082: a TxDefaultProfile set during a transaction starts when it is installed', () => {
    const profiles = [installed(chargingProfile(central))];
    expect(compositeSchedule(situation(profiles, NOON - 3_600_000), 1, NOON + 4_000, 290)).toEqual(
      periods([0, 6], [56, 10], [116, 8]),
    );
  });
});

describe('composite schedule', () => {
  it('takes a TxDefaultProfile without startSchedule from each start of charging (7.13)', () => {
    const profiles = [installed(chargingProfile(central), { installedAt: iso(NOON - 7 * DAY) })];
    expect(compositeSchedule(situation(profiles, NOON - 30_000), 1, NOON, 100)).toEqual(
      periods([0, 6], [30, 10], [90, 8]),
    );
  });

  it('counts a Relative profile from the start of the transaction, also when it came later', () => {
    const relative = chargingProfile(central, { chargingProfileKind: 'Relative' });
    expect(compositeSchedule(situation([installed(relative)], NOON - 50_000), 1, NOON, 100)).toEqual(
      periods([0, 6], [10, 10], [70, 8]),
    );
  });

  it('restarts a Daily profile every 24 h and drops what lies beyond (errata 3.43)', () => {
    const daily = chargingProfile(
      {
        startSchedule: iso(NOON - 5 * DAY + 60_000),
        chargingSchedulePeriod: periods([0, 10], [86_300, 20], [86_500, 6]),
      },
      { chargingProfileKind: 'Recurring', recurrencyKind: 'Daily' },
    );
    expect(compositeSchedule(situation([installed(daily)]), 1, NOON - 60_000, 300)).toEqual(
      periods([0, 10], [20, 20], [120, 10]),
    );
  });

  it('lets the own profile of a connector win over one of connector 0 on the same level only', () => {
    const of = (chargingProfileId: number, limit: number, stackLevel: number) =>
      chargingProfile({ chargingSchedulePeriod: periods([0, limit]) }, { chargingProfileId, stackLevel });
    const everywhere = (level: number) => installed(of(1, 20, level), { connectorId: 0 });
    const here = installed(of(2, 10, 1));
    expect(compositeSchedule(situation([everywhere(1), here]), 1, NOON, 10)).toEqual(periods([0, 10]));
    expect(compositeSchedule(situation([everywhere(2), here]), 1, NOON, 10)).toEqual(periods([0, 20]));
    expect(compositeSchedule(situation([everywhere(1), here]), 2, NOON, 10)).toEqual(periods([0, 20]));
  });

  it('ignores the TxProfile of another transaction', () => {
    const stale = installed(chargingProfile({}, { chargingProfilePurpose: 'TxProfile' }), { transaction: 6 });
    expect(compositeSchedule(situation([stale]), 1, NOON, 10)).toEqual(periods([0, 32]));
  });

  it('gives connector 0 the sum of the connectors, bounded by ChargePointMaxProfile', () => {
    const six = chargingProfile({ duration: 100, chargingSchedulePeriod: periods([0, 6.1]) });
    const max = chargingProfile(
      { startSchedule: iso(NOON + 50_000), chargingSchedulePeriod: periods([0, 30]) },
      { chargingProfilePurpose: 'ChargePointMaxProfile', chargingProfileId: 2 },
    );
    expect(compositeSchedule(situation([installed(six), installed(max)]), 0, NOON, 200)).toEqual(
      periods([0, 38.1], [50, 30]),
    );
  });

  it('turns watts into amperes, never upwards', () => {
    const watts = chargingProfile({ chargingRateUnit: 'W', chargingSchedulePeriod: periods([0, 2299]) });
    expect(compositeSchedule(situation([installed(watts)]), 1, NOON, 10)).toEqual(periods([0, 9.9]));
  });

  it('ends with the window: a limit that begins at its end is not in it', () => {
    const profiles = [installed(chargingProfile(central))];
    expect(compositeSchedule(situation(profiles), 1, NOON, 120)).toEqual(periods([0, 6], [60, 10]));
    expect(compositeSchedule(situation(profiles), 1, NOON, 121)).toHaveLength(3);
  });

  it('leaves out a limit that lasts less than a second', () => {
    const blink = chargingProfile(
      { duration: 1, startSchedule: iso(NOON + 10_100), chargingSchedulePeriod: periods([0, 6]) },
      { stackLevel: 1, chargingProfileId: 2, validTo: iso(NOON + 10_900) },
    );
    const steady = chargingProfile({ chargingSchedulePeriod: periods([0, 16]) });
    const both = situation([installed(blink), installed(steady)]);
    expect(compositeSchedule(both, 1, NOON, 60)).toEqual(periods([0, 16]));
    const falling = chargingProfile({ chargingSchedulePeriod: periods([0, 16], [2, 14], [4, 12]) });
    const all = situation([installed(blink), installed(falling)]);
    expect(compositeSchedule(all, 1, NOON, 60)).toEqual(periods([0, 16], [2, 14], [4, 12]));
  });
});
