import type { ChargingProfile } from '../vocabulary/records.ts';
import type { StationView } from './calls/call.ts';
import { contentRefusal, type ProfileRefusal } from './charging-profile-check.ts';
import { liveProfiles, tooMany } from './installed-profiles.ts';

/**
 * The charging profile of a RemoteStartTransaction: a TxProfile without transactionId (OCPP 1.6 ed.2 5.16.2,
 * errata 3.41), within the limits of the station.
 * @returns why the remote start is to be Rejected, or null.
 */
export function checkRemoteStartProfile(profile: ChargingProfile, { records }: StationView): ProfileRefusal {
  if (profile.chargingProfilePurpose !== 'TxProfile')
    return `a remote start takes a TxProfile, not ${profile.chargingProfilePurpose}`;
  if (profile.transactionId !== undefined) return 'a transaction that has not begun has no transactionId';
  const others = liveProfiles(records).filter(
    (it) => it.profile.chargingProfileId !== profile.chargingProfileId,
  );
  return contentRefusal(profile, records.profile) ?? tooMany(others.length + 1, records.profile);
}
