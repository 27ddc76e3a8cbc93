import type { Requests } from '../../messages/catalogue.ts';
import { CHARGE_POINT } from '../../vocabulary/peer.ts';
import type { InstalledProfile } from '../../vocabulary/records.ts';
import { liveProfiles } from '../installed-profiles.ts';
import type { CallRule } from './call.ts';

type Request = Requests['ClearChargingProfile'];

/**
 * errata 3.25, 3.26: an id alone decides; else all criteria given must match, and none given match
 * everything.
 */
function matches({ id, ...criteria }: Request, { connectorId, profile }: InstalledProfile): boolean {
  if (id !== undefined) return profile.chargingProfileId === id;
  const agrees = <T>(criterion: T | undefined, value: T) => criterion === undefined || criterion === value;
  return (
    agrees(criteria.connectorId, connectorId) &&
    agrees(criteria.chargingProfilePurpose, profile.chargingProfilePurpose) &&
    agrees(criteria.stackLevel, profile.stackLevel)
  );
}

/** ClearChargingProfile (OCPP 1.6 ed.2 5.5). Running transactions go on without the profile (errata 3.8). */
export const clearChargingProfile: CallRule<Request> = (request, { records }) => {
  const live = liveProfiles(records);
  const kept = live.filter((installed) => !matches(request, installed));
  if (kept.length === live.length) return { conf: { status: 'Unknown' } };
  return {
    conf: { status: 'Accepted' },
    changes: [{ type: 'charging-profiles-replaced', profiles: kept }],
    then: [{ to: CHARGE_POINT, event: { type: 'CHARGING_PROFILES_CHANGED' } }],
  };
};
