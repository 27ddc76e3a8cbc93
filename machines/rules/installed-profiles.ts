import type { InstalledProfile, OwnTransactionId, StationRecords } from '../vocabulary/records.ts';

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

/**
 * The profiles after a transaction has ended: a TxProfile ends with its transaction (OCPP 1.6 ed.2 3.13.1).
 */
export const withoutTransaction = (profiles: Profiles, transaction: OwnTransactionId): Profiles =>
  profiles.filter((installed) => installed.transaction !== transaction);

/** Those that can still have an effect: TxProfiles of transactions that are over are left out. */
export const liveProfiles = ({ chargingProfiles, transactions }: StationRecords): Profiles =>
  chargingProfiles.filter(({ transaction }) => transaction === null || transaction in transactions);
