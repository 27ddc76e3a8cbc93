import type { Requests } from '../../messages/catalogue.ts';
import { isoTime } from '../../vocabulary/instant.ts';
import { CHARGE_POINT } from '../../vocabulary/peer.ts';
import type { ChargingProfile, OpenTransaction } from '../../vocabulary/records.ts';
import { contentRefusal, type ProfileRefusal } from '../charging-profile-check.ts';
import { liveProfiles, tooMany, withProfile } from '../installed-profiles.ts';
import type { CallRule } from './call.ts';
import { knownConnector } from './known-connector.ts';

type Request = Requests['SetChargingProfile'];

/**
 * Where a purpose may be set (OCPP 1.6 ed.2 3.13.1), and TxProfile only for the running transaction (5.16.2).
 */
function purposeRefusal(
  { chargingProfilePurpose: purpose, transactionId }: ChargingProfile,
  connectorId: number,
  running: OpenTransaction | undefined,
): ProfileRefusal {
  if (purpose === 'ChargePointMaxProfile' && connectorId !== 0)
    return 'ChargePointMaxProfile is for connector 0 only';
  if (purpose !== 'TxProfile') return null;
  if (!running) return `connector ${connectorId} has no transaction`;
  // 7.8: the transactionId "may be used to match", so a TxProfile without one is for whatever runs there.
  if (transactionId !== undefined && transactionId !== running.transactionId)
    return `transaction ${transactionId} does not run on connector ${connectorId}`;
  return null;
}

/**
 * SetChargingProfile (OCPP 1.6 ed.2 5.16): stored, so that it survives a power cut (errata 3.37), then in
 * force, also in running transactions (errata 3.8).
 */
export const setChargingProfile: CallRule<Request> = (request, view) => {
  const { connectorId, csChargingProfiles: profile } = request;
  const { records } = view;
  // errata 3.39
  if (connectorId !== 0 && !knownConnector(connectorId, view))
    return {
      error: { code: 'PropertyConstraintViolation', description: `connector ${connectorId} does not exist` },
    };
  const running = Object.values(records.transactions).find((open) => open.connectorId === connectorId);
  const refusal = purposeRefusal(profile, connectorId, running) ?? contentRefusal(profile, records.profile);
  if (refusal !== null) return { conf: { status: 'Rejected' }, why: refusal };
  const own = profile.chargingProfilePurpose === 'TxProfile' ? running : undefined;
  const profiles = withProfile(liveProfiles(records), {
    connectorId,
    transaction: own?.id ?? null,
    installedAt: isoTime(view.at.wall_ms),
    profile,
  });
  const full = tooMany(profiles.length, records.profile);
  if (full !== null) return { conf: { status: 'Rejected' }, why: full };
  return {
    conf: { status: 'Accepted' },
    confIfFailed: { status: 'Rejected' },
    changes: [{ type: 'charging-profiles-replaced', profiles }],
    then: [{ to: CHARGE_POINT, event: { type: 'CHARGING_PROFILES_CHANGED' } }],
  };
};
