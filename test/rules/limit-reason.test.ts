import { describe, expect, it } from 'vitest';
import { limitReason } from '../../machines/rules/limit-reason.ts';
import { chargingProfile, installed, periods, situation } from './charging-fixture.ts';
import { iso, NOON } from './station-fixture.ts';

const txDefault = installed(
  chargingProfile({ duration: 600, startSchedule: iso(NOON), chargingSchedulePeriod: periods([0, 10]) }),
);
const max = installed(
  chargingProfile(
    { chargingSchedulePeriod: periods([0, 20]) },
    { chargingProfileId: 5, chargingProfilePurpose: 'ChargePointMaxProfile' },
  ),
);

describe('why a connector may take what it may', () => {
  it('is its rating where nothing else says so', () => {
    const reason = limitReason(situation([]), { connectorId: 1, limit_A: 32 }, NOON);
    expect(reason).toEqual({ kind: 'rating', profile: null, until_ms: null });
    const same = installed(chargingProfile({ chargingSchedulePeriod: periods([0, 32]) }));
    expect(limitReason(situation([same]), { connectorId: 1, limit_A: 32 }, NOON).kind).toBe('rating');
  });

  it('is the profile in force, until its schedule ends, and the rating after that', () => {
    const at = (t_ms: number, limit_A: number) =>
      limitReason(situation([txDefault]), { connectorId: 1, limit_A }, t_ms);
    const profile = { chargingProfileId: 1, chargingProfilePurpose: 'TxDefaultProfile', stackLevel: 0 };
    expect(at(NOON, 10)).toEqual({ kind: 'profile', profile, until_ms: NOON + 600_000 });
    expect(at(NOON + 600_000, 32).kind).toBe('rating');
  });

  it('is heat where that leaves less than the profile', () => {
    const permit = { connectorId: 1, limit_A: 8, derated_A: 8 };
    expect(limitReason(situation([txDefault]), permit, NOON).kind).toBe('heat');
  });

  it('is what the connectors draw together, with the profile that bounds it', () => {
    const reason = limitReason(situation([max]), { connectorId: 1, limit_A: 10 }, NOON);
    expect(reason.kind).toBe('shared');
    expect(reason.profile?.chargingProfileId).toBe(5);
  });

  it('is a raise that waits its time where nothing forbids more', () => {
    expect(limitReason(situation([]), { connectorId: 1, limit_A: 0 }, NOON).kind).toBe('raising');
  });

  it('is a raise that waits also where the other connector may take less, be it 6.1 A', () => {
    const other = installed(chargingProfile({ chargingSchedulePeriod: periods([0, 6.1]) }), {
      connectorId: 2,
    });
    expect(limitReason(situation([other]), { connectorId: 1, limit_A: 16 }, NOON).kind).toBe('raising');
  });
});
