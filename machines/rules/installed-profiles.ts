import type { InstalledProfile, StationRecords } from '../vocabulary/records.ts';
import type { StationProfile } from '../vocabulary/station-profile.ts';

type Profiles = readonly InstalledProfile[];

/**
 * The profiles after installing one: it replaces the one with its chargingProfileId, and the one with its
 * purpose and stackLevel on its connector (OCPP 1.6 ed.2 3.13.2, 5.16.2).
 */
export function withProfile(profiles: Profiles, added: InstalledProfile): Profiles {
  const replaced = ({ connectorId, profile }: InstalledProfile): boolean =>
    profile.chargingProfileId === added.profile.chargingProfileId ||
    (connectorId === added.connectorId &&
      profile.chargingProfilePurpose === added.profile.chargingProfilePurpose &&
      profile.stackLevel === added.profile.stackLevel);
  return [...profiles.filter((installed) => !replaced(installed)), added];
}

/** Why so many cannot be held (MaxChargingProfilesInstalled), in words for a log; null: they can. */
export const tooMany = (count: number, { limits }: StationProfile): string | null =>
  count > limits.maxChargingProfilesInstalled
    ? `${limits.maxChargingProfilesInstalled} charging profiles are installed, as many as can be`
    : null;

/**
 * Those that can still have an effect: a TxProfile ends with its transaction (OCPP 1.6 ed.2 3.13.1). Its
 * record goes when the next profile is installed.
 */
export const liveProfiles = ({ chargingProfiles, transactions }: StationRecords): Profiles =>
  chargingProfiles.filter(({ transaction }) => transaction === null || transaction in transactions);
