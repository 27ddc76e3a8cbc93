import type { StationView } from '../../../machines/rules/calls/call.ts';
import { initialConfiguration } from '../../../machines/rules/configuration.ts';
import type { HeldCredentials } from '../../../machines/vocabulary/records.ts';
import type { StationProfile } from '../../../machines/vocabulary/station-profile.ts';
import { ownOf, rootOf } from './root-certificate.ts';

/** A station that has just started: nothing stored but the profile's start values and what is given. */
export function viewOf(
  profile: StationProfile,
  configuration: Readonly<Record<string, string>> = {},
  held: Partial<HeldCredentials> = {},
): StationView {
  return {
    records: {
      profile,
      configuration: { ...initialConfiguration(profile), ...configuration },
      operative: true,
      connectors: {},
      transactions: {},
      nextTransaction: 1,
      transactionIds: {},
      localList: { version: 0, entries: [] },
      reservations: {},
      chargingProfiles: [],
      uploads: {},
      securityFallback: null,
      roots: held.centralSystemRoot ? [rootOf('A')] : [],
      chargePointCertificates: held.chargePointCertificate ? [ownOf('CP')] : [],
      signingRequest: null,
      firmware: null,
      credentials: { authorizationKey: held.authorizationKey ?? false },
      cleanStop: false,
    },
    connectors: [],
    stationFaulted: false,
    link: { connected: true, registration: 'accepted' },
    restarting: false,
    installing: false,
    at: { monotonic_ms: 0, wall_ms: 0 },
  };
}
