import { isValidAt } from '../vocabulary/certificates.ts';
import type { Instant } from '../vocabulary/instant.ts';
import type { HeldCredentials, StationRecords } from '../vocabulary/records.ts';
import type { StationProfile } from '../vocabulary/station-profile.ts';
import { hasKey, integerOf } from './configuration-values.ts';

/** The security profile in force; 0 also where the station has none. */
export const securityProfileOf = (records: Pick<StationRecords, 'configuration'>): number =>
  hasKey(records, 'SecurityProfile') ? integerOf(records, 'SecurityProfile') : 0;

/**
 * Whether SecurityProfile may be raised over OCPP (whitepaper A05.FR.01 to 04): never lower or equal; 1 and 2
 * need an AuthorizationKey, 2 and 3 the root certificate of the central system, 3 a certificate of the charge
 * point.
 * @returns null when it may, else the reason as the end of a sentence that begins with the key's name.
 */
export function refusedUpgrade(
  profile: StationProfile,
  current: number,
  wanted: number,
  held: HeldCredentials,
): string | null {
  if (wanted <= current) return `is ${current} and can only be raised`;
  if (!profile.security.profiles.includes(wanted))
    return `${wanted} is not a security profile of this station`;
  if (wanted < 3 && !held.authorizationKey) return `${wanted} needs an AuthorizationKey`;
  if (wanted > 1 && !held.centralSystemRoot) return `${wanted} needs a CentralSystemRootCertificate`;
  if (wanted > 2 && !held.chargePointCertificate) return `${wanted} needs a ChargePointCertificate`;
  return null;
}

/** What a security profile could be raised with at this moment: certificates that are valid now. */
export const heldCredentials = (records: StationRecords, at: Instant): HeldCredentials => ({
  authorizationKey: records.credentials.authorizationKey,
  centralSystemRoot: records.roots.some(
    ({ use, certificate }) => use === 'CentralSystemRootCertificate' && isValidAt(certificate, at),
  ),
  chargePointCertificate: records.chargePointCertificates.some(({ certificate }) =>
    isValidAt(certificate, at),
  ),
});
