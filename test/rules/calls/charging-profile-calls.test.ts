import { describe, expect, it } from 'vitest';
import { clearChargingProfile } from '../../../machines/rules/calls/clear-charging-profile.ts';
import { getCompositeSchedule } from '../../../machines/rules/calls/get-composite-schedule.ts';
import { liveProfiles } from '../../../machines/rules/installed-profiles.ts';
import { checkRemoteStartProfile } from '../../../machines/rules/remote-start-profile.ts';
import type { ChargingProfile, InstalledProfile } from '../../../machines/vocabulary/records.ts';
import { chargingProfile, installed, periods } from '../charging-fixture.ts';
import { iso, NOON, PROFILE, TRANSACTION, view } from '../station-fixture.ts';

const of = (chargingProfileId: number, changes: Partial<ChargingProfile>, connectorId: number) =>
  installed(chargingProfile({}, { chargingProfileId, ...changes }), { connectorId });
const chargingProfiles = [
  of(1, { chargingProfilePurpose: 'ChargePointMaxProfile' }, 0),
  of(2, { stackLevel: 0 }, 1),
  of(3, { stackLevel: 1 }, 1),
  of(4, { stackLevel: 1 }, 2),
];

describe('ClearChargingProfile', () => {
  const left = (request: Parameters<typeof clearChargingProfile>[0]) => {
    const decision = clearChargingProfile(request, view({ chargingProfiles }));
    const change = 'changes' in decision ? decision.changes?.[0] : undefined;
    return change?.type === 'charging-profiles-replaced'
      ? change.profiles.map(({ profile }) => profile.chargingProfileId)
      : decision;
  };
  const unknown = { conf: { status: 'Unknown' } };

  it('clears what matches every criterion given (errata 3.25)', () => {
    expect(left({ connectorId: 1 })).toEqual([1, 4]);
    expect(left({ connectorId: 1, stackLevel: 1 })).toEqual([1, 2, 4]);
    expect(left({ chargingProfilePurpose: 'TxDefaultProfile', stackLevel: 1 })).toEqual([1, 2]);
    expect(left({ connectorId: 0 })).toEqual([2, 3, 4]);
    expect(left({ stackLevel: 0 })).toEqual([3, 4]);
  });

  it('looks at nothing else when an id is given (errata 3.26)', () => {
    expect(left({ id: 3 })).toEqual([1, 2, 4]);
    expect(left({ id: 3, connectorId: 2, stackLevel: 0 })).toEqual([1, 2, 4]);
  });

  it('clears everything without criteria, TC_067', () => {
    expect(left({})).toEqual([]);
  });

  it('answers Unknown and changes nothing when nothing matches', () => {
    expect(left({ id: 9 })).toEqual(unknown);
    expect(left({ connectorId: 2, stackLevel: 0 })).toEqual(unknown);
    expect(left({ chargingProfilePurpose: 'TxProfile' })).toEqual(unknown);
    expect(clearChargingProfile({}, view())).toEqual(unknown);
  });

  it('tells the charge point after the answer', () => {
    expect(clearChargingProfile({ id: 1 }, view({ chargingProfiles }))).toMatchObject({
      conf: { status: 'Accepted' },
      then: [{ to: 'charge-point', event: { type: 'CHARGING_PROFILES_CHANGED' } }],
    });
  });
});

describe('GetCompositeSchedule', () => {
  const txProfile = installed(
    chargingProfile(
      { duration: 260, chargingSchedulePeriod: periods([0, 6], [60, 10], [120, 8]) },
      { chargingProfilePurpose: 'TxProfile' },
    ),
  );
  const station = view({ chargingProfiles: [txProfile], transactions: { 7: TRANSACTION } });

  it('TC_057: starts now, says so once, and follows the transaction of the connector', () => {
    const request = { connectorId: 1, duration: 300, chargingRateUnit: 'A' } as const;
    expect(getCompositeSchedule(request, station)).toEqual({
      conf: {
        status: 'Accepted',
        connectorId: 1,
        scheduleStart: iso(NOON),
        chargingSchedule: {
          duration: 300,
          chargingRateUnit: 'A',
          chargingSchedulePeriod: periods([0, 6], [60, 10], [120, 8], [260, 32]),
        },
      },
    });
  });

  it('counts a Relative profile from the stored start of the transaction (7.9)', () => {
    const { profile } = txProfile;
    const relative = { ...txProfile, profile: { ...profile, chargingProfileKind: 'Relative' } as const };
    const records = { chargingProfiles: [relative], transactions: { 7: TRANSACTION } };
    expect(getCompositeSchedule({ connectorId: 1, duration: 300 }, view(records))).toMatchObject({
      conf: { chargingSchedule: { chargingSchedulePeriod: periods([0, 10], [60, 8], [200, 32]) } },
    });
  });

  it('gives connector 0 what both connectors may draw', () => {
    expect(getCompositeSchedule({ connectorId: 0, duration: 100 }, station)).toMatchObject({
      conf: { chargingSchedule: { chargingSchedulePeriod: periods([0, 38], [60, 42]) } },
    });
  });

  it.each([
    ['an unknown connector', { connectorId: 3, duration: 60 }],
    ['watts (SC-1)', { connectorId: 1, duration: 60, chargingRateUnit: 'W' }],
    ['no duration', { connectorId: 1, duration: 0 }],
  ] as const)('rejects %s, without a schedule (errata 3.51)', (_, request) => {
    expect(getCompositeSchedule(request, station)).toEqual({ conf: { status: 'Rejected' } });
  });

  it('answers in watts where the station profile has them', () => {
    const profile = { ...PROFILE, features: { ...PROFILE.features, chargingRateUnits: ['A', 'W'] as const } };
    const request = { connectorId: 1, duration: 60, chargingRateUnit: 'W' } as const;
    expect(getCompositeSchedule(request, view({ profile }))).toMatchObject({
      conf: { chargingSchedule: { chargingRateUnit: 'W', chargingSchedulePeriod: periods([0, 7360]) } },
    });
  });

  it('answers in the unit that the station has where none is asked for', () => {
    const profile = { ...PROFILE, features: { ...PROFILE.features, chargingRateUnits: ['W'] as const } };
    expect(getCompositeSchedule({ connectorId: 1, duration: 60 }, view({ profile }))).toMatchObject({
      conf: { chargingSchedule: { chargingRateUnit: 'W', chargingSchedulePeriod: periods([0, 7360]) } },
    });
  });

  it('answers a request for 68 years in one frame, and says how far it looked', () => {
    const daily = chargingProfile(
      { startSchedule: iso(NOON), chargingSchedulePeriod: periods([0, 6], [100, 8], [200, 10]) },
      { chargingProfileKind: 'Recurring', recurrencyKind: 'Daily' },
    );
    const request = { connectorId: 1, duration: 2_147_483_647 };
    const decision = getCompositeSchedule(request, view({ chargingProfiles: [installed(daily)] }));
    expect(decision).toMatchObject({ conf: { chargingSchedule: { duration: 31 * 86_400 } } });
    expect(JSON.stringify(decision).length).toBeLessThan(10_000);
  });
});

describe('the charging profile of a remote start', () => {
  const check = (changes: Partial<ChargingProfile>) =>
    checkRemoteStartProfile(chargingProfile({}, { chargingProfilePurpose: 'TxProfile', ...changes }), view());

  it('TC_059: is a TxProfile without transactionId', () => {
    expect(check({})).toBeNull();
  });

  it('TC_060: is refused with another purpose, a transactionId, or beyond the limits of the station', () => {
    expect(check({ chargingProfilePurpose: 'TxDefaultProfile' })).toContain('TxDefaultProfile');
    expect(check({ transactionId: 70 })).toContain('transactionId');
    expect(check({ stackLevel: 4 })).toContain('stackLevel');
  });

  it('is refused where as many are installed as can be, unless it replaces one of them', () => {
    const profile = chargingProfile({}, { chargingProfilePurpose: 'TxProfile', chargingProfileId: 9 });
    const with3 = [of(1, {}, 1), of(2, { stackLevel: 1 }, 1), of(3, {}, 2)];
    const among = (installedThere: readonly InstalledProfile[]) =>
      checkRemoteStartProfile(profile, view({ chargingProfiles: installedThere }));
    expect(among(with3)).toContain('3 charging profiles are installed');
    expect(among(with3.slice(1))).toBeNull();
    expect(among([of(9, {}, 1), ...with3.slice(1)])).toBeNull();
    // That of a transaction which is over goes when the next is installed.
    const over = installed(
      chargingProfile({}, { chargingProfileId: 4, chargingProfilePurpose: 'TxProfile' }),
    );
    expect(among([over, ...with3.slice(1)])).toBeNull();
  });

  it('ends with its transaction, and only it', () => {
    const own = installed(chargingProfile({}, { chargingProfilePurpose: 'TxProfile' }));
    const all = { ...view().records, chargingProfiles: [...chargingProfiles, own] };
    expect(liveProfiles({ ...all, transactions: {} })).toEqual(chargingProfiles);
    expect(liveProfiles({ ...all, transactions: { 7: TRANSACTION } })).toEqual(all.chargingProfiles);
    expect(liveProfiles({ ...all, transactions: { 8: { ...TRANSACTION, id: 8 } } })).toEqual(
      chargingProfiles,
    );
  });
});
