import { describe, expect, it } from 'vitest';
import { setChargingProfile } from '../../../machines/rules/calls/set-charging-profile.ts';
import type {
  ChargingProfile,
  ChargingSchedule,
  InstalledProfile,
} from '../../../machines/vocabulary/records.ts';
import { chargingProfile, installed, periods } from '../charging-fixture.ts';
import { iso, NOON, TRANSACTION, view } from '../station-fixture.ts';

const charging = { transactions: { 7: TRANSACTION } };
const set = (connectorId: number, profile: ChargingProfile, records: Parameters<typeof view>[0] = charging) =>
  setChargingProfile({ connectorId, csChargingProfiles: profile }, view(records));
const tx = (changes: Partial<ChargingProfile> = {}) =>
  chargingProfile({}, { chargingProfilePurpose: 'TxProfile', transactionId: 70, ...changes });
const max = chargingProfile({}, { chargingProfilePurpose: 'ChargePointMaxProfile' });
const accepted = expect.objectContaining({ conf: { status: 'Accepted' } });

const stored = (decision: ReturnType<typeof set>): readonly InstalledProfile[] | undefined => {
  const change = 'changes' in decision ? decision.changes?.[0] : undefined;
  return change?.type === 'charging-profiles-replaced' ? change.profiles : undefined;
};

describe('SetChargingProfile', () => {
  it('is a CALLERROR for a connector that does not exist (errata 3.39)', () => {
    for (const connectorId of [3, -1])
      expect(set(connectorId, chargingProfile({}))).toMatchObject({
        error: { code: 'PropertyConstraintViolation' },
      });
  });

  it('stores an accepted profile with its moment and connector, then tells the charge point', () => {
    const profile = chargingProfile({});
    expect(set(1, profile)).toEqual({
      conf: { status: 'Accepted' },
      confIfFailed: { status: 'Rejected' },
      changes: [
        {
          type: 'charging-profiles-replaced',
          profiles: [{ connectorId: 1, transaction: null, installedAt: iso(NOON), profile }],
        },
      ],
      then: [{ to: 'charge-point', event: { type: 'CHARGING_PROFILES_CHANGED' } }],
    });
  });

  it('ties a TxProfile to our own id of the transaction that runs (TC_057)', () => {
    expect(stored(set(1, tx()))).toMatchObject([{ connectorId: 1, transaction: 7 }]);
    const { transactionId: _, ...anonymous } = tx();
    expect(stored(set(1, anonymous))).toMatchObject([{ connectorId: 1, transaction: 7 }]);
  });

  it.each([
    ['TC_058_1: a TxProfile without a transaction', 1, tx(), {}],
    ['TC_058_2: a TxProfile of another transaction', 1, tx({ transactionId: 71 }), charging],
    ['a TxProfile for the transaction of the other connector', 2, tx(), charging],
    [
      'a TxProfile for a transaction whose id is not known yet',
      1,
      tx(),
      {
        transactions: { 7: { ...TRANSACTION, transactionId: null } },
      },
    ],
    ['a TxProfile on connector 0', 0, tx(), charging],
    ['a ChargePointMaxProfile on a connector', 1, max, charging],
  ] as const)('rejects %s', (_, connectorId, profile, records) => {
    expect(set(connectorId, profile, records)).toMatchObject({ conf: { status: 'Rejected' } });
  });

  const refusedSchedules: readonly (readonly [string, Partial<ChargingSchedule>])[] = [
    ['watts on a station that counts amperes (SC-1)', { chargingRateUnit: 'W' }],
    ['no period', { chargingSchedulePeriod: [] }],
    ['too many periods', { chargingSchedulePeriod: periods([0, 6], [1, 7], [2, 8], [3, 9], [4, 8], [5, 7]) }],
    ['a first period after 0', { chargingSchedulePeriod: periods([1, 6]) }],
    ['equal startPeriods', { chargingSchedulePeriod: periods([0, 6], [60, 7], [60, 8]) }],
    ['descending startPeriods', { chargingSchedulePeriod: periods([0, 6], [60, 7], [30, 8]) }],
    ['a negative limit', { chargingSchedulePeriod: periods([0, -1]) }],
    ['a negative limit in a later period', { chargingSchedulePeriod: periods([0, 6], [60, -0.1]) }],
    ['a duration of nothing', { duration: 0 }],
    ['a negative duration', { duration: -1 }],
    ['a startSchedule that is no date', { startSchedule: '2026-02-31T00:00:00Z' }],
  ];
  it.each(refusedSchedules)('rejects %s', (_, schedule) => {
    expect(set(1, chargingProfile(schedule))).toMatchObject({ conf: { status: 'Rejected' } });
  });

  const refusedProfiles: readonly (readonly [string, Partial<ChargingProfile>])[] = [
    ['a stackLevel above the limit', { stackLevel: 4 }],
    ['a negative stackLevel', { stackLevel: -1 }],
    ['a recurrencyKind without Recurring', { recurrencyKind: 'Daily' }],
    ['Recurring without recurrencyKind', { chargingProfileKind: 'Recurring' }],
    ['Recurring without startSchedule', { chargingProfileKind: 'Recurring', recurrencyKind: 'Daily' }],
    ['a validTo that is no date', { validTo: 'tomorrow' }],
  ];
  it.each(refusedProfiles)('rejects %s', (_, changes) => {
    const decision = set(1, chargingProfile({}, changes));
    expect(decision).toMatchObject({ conf: { status: 'Rejected' }, why: expect.any(String) });
    expect(stored(decision)).toBeUndefined();
  });

  it('accepts what lies exactly on the limits', () => {
    const full = { duration: 1, chargingSchedulePeriod: periods([0, 0], [1, 7.5], [2, 8], [3, 9], [4, 40]) };
    expect(set(1, chargingProfile(full, { stackLevel: 3 }))).toEqual(accepted);
    expect(set(0, max)).toEqual(accepted);
    expect(set(0, chargingProfile({}))).toEqual(accepted);
    const daily = { chargingProfileKind: 'Recurring', recurrencyKind: 'Daily' } as const;
    expect(set(2, chargingProfile({ startSchedule: iso(NOON) }, daily))).toEqual(accepted);
  });

  const slot = (chargingProfileId: number, stackLevel: number, connectorId: number) =>
    installed(chargingProfile({}, { chargingProfileId, stackLevel }), { connectorId });
  const ids = (profiles: readonly InstalledProfile[] | undefined) =>
    profiles?.map(({ profile }) => profile.chargingProfileId);

  it('replaces the profile with the same id, and that of the same purpose, level and connector', () => {
    const chargingProfiles = [slot(1, 0, 1), slot(2, 1, 1), slot(3, 1, 2)];
    const of = (chargingProfileId: number, stackLevel: number) =>
      set(1, chargingProfile({}, { chargingProfileId, stackLevel }), { chargingProfiles });
    expect(ids(stored(of(3, 2)))).toEqual([1, 2, 3]);
    expect(ids(stored(of(9, 1)))).toEqual([1, 3, 9]);
    expect(ids(stored(of(1, 1)))).toEqual([3, 1]);
  });

  it('leaves a profile of another purpose on the same level and connector', () => {
    const before = { transactions: { 7: TRANSACTION }, chargingProfiles: [slot(1, 0, 1), slot(2, 1, 1)] };
    expect(ids(stored(set(1, tx({ chargingProfileId: 9, stackLevel: 1 }), before)))).toEqual([1, 2, 9]);
  });

  it('installs no more profiles than there may be', () => {
    const chargingProfiles = [slot(1, 0, 1), slot(2, 1, 1), slot(3, 1, 2)];
    const fourth = set(1, chargingProfile({}, { chargingProfileId: 4, stackLevel: 2 }), { chargingProfiles });
    expect(fourth).toMatchObject({ conf: { status: 'Rejected' } });
  });

  it('forgets TxProfiles of transactions that are over, so that they take no room', () => {
    const over = { ...slot(3, 2, 1), transaction: 6 };
    const chargingProfiles = [slot(1, 0, 1), slot(2, 1, 1), over];
    const fourth = set(1, chargingProfile({}, { chargingProfileId: 4, stackLevel: 2 }), { chargingProfiles });
    expect(ids(stored(fourth))).toEqual([1, 2, 4]);
  });
});
