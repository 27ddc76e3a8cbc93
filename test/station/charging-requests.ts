import type { VirtualStation } from './virtual-station.ts';

type Fields = Readonly<Record<string, unknown>>;

/** An Absolute TxDefaultProfile of 16 A as a central system sends it, well or badly changed. */
export const csProfile = (changes: Fields = {}, schedule: Fields = {}) => ({
  chargingProfileId: 1,
  stackLevel: 0,
  chargingProfilePurpose: 'TxDefaultProfile',
  chargingProfileKind: 'Absolute',
  ...changes,
  chargingSchedule: { chargingRateUnit: 'A', chargingSchedulePeriod: csPeriods([0, 16]), ...schedule },
});

type Pairs = readonly (readonly [startPeriod: unknown, limit: unknown])[];

export const csPeriods = (...pairs: Pairs) => pairs.map(([startPeriod, limit]) => ({ startPeriod, limit }));

/** A schedule of these periods, for `csProfile`. */
export const periods = (...pairs: Pairs) => ({ chargingSchedulePeriod: csPeriods(...pairs) });

/** A status of a CALLRESULT, or the code of a CALLERROR. */
export async function statusOf(station: VirtualStation, action: string, payload: object): Promise<unknown> {
  const reply = await station.call(action, payload);
  return 'conf' in reply ? reply.conf.status : reply.error;
}

export const setProfile = (station: VirtualStation, connectorId: unknown, profile: object) =>
  statusOf(station, 'SetChargingProfile', { connectorId, csChargingProfiles: profile });

/** The current offered to a vehicle, in A; null: none. */
export const offered = (station: VirtualStation, connectorId = 1): number | null =>
  station.world.outlet(connectorId).offer_A;

/** Installed profiles as purpose, id and connector. */
export const installedOn = (station: VirtualStation): readonly string[] =>
  station.storage.records.chargingProfiles.map(
    ({ connectorId, profile }) =>
      `${profile.chargingProfilePurpose} ${profile.chargingProfileId} on ${connectorId}`,
  );
