import { CHARGE_POINT, OCPP_CONNECTION } from '../../vocabulary/peer.ts';
import type { RecordChange } from '../../vocabulary/records.ts';
import { Secret } from '../../vocabulary/secret.ts';
import { checkChange } from '../configuration.ts';
import { integerOf } from '../configuration-values.ts';
import { heldCredentials, refusedUpgrade } from '../security-profile.ts';
import type { CallDecision, CallRule, StationView } from './call.ts';

type Decided = Extract<CallDecision, { conf: object }>;

/** A secret is wrapped from the moment the frame is parsed. */
type ChangeConfigurationRequest = { readonly key: string; readonly value: string | Secret<string> };

/**
 * A change of these ends the connection after the answer and opens a new one (whitepaper A01, A05.FR.05 to
 * 07).
 */
const RECONNECTS = ['AuthorizationKey', 'SecurityProfile'];

/** A change of these is a security event (whitepaper section 8); without what it holds (A01.FR.11, 12). */
const SECURITY_PARAMETERS = [...RECONNECTS, 'CpoName'];
const reconfigured = (key: string): Pick<Decided, 'security'> =>
  SECURITY_PARAMETERS.includes(key)
    ? { security: [{ type: 'ReconfigurationOfSecurityParameters', techInfo: key }] }
    : {};

/**
 * OCPP 1.6 ed.2 5.3: stored, then Accepted, then in force without a reboot. An equal value is stored as well:
 * it is now the central system's wish, not a start value.
 */
export const changeConfiguration: CallRule<ChangeConfigurationRequest> = ({ key, value }, view) => {
  const text = typeof value === 'string' ? value : value.reveal();
  const check = checkChange(view.records.profile, key, text);
  if (check.status !== 'Accepted') return { conf: { status: check.status } };
  if (check.key === 'SecurityProfile' && refusedSecurity(Number(check.value), view))
    return { conf: { status: 'Rejected' } };
  const changed = { to: CHARGE_POINT, event: { type: 'CONFIGURATION_CHANGED', key: check.key } };
  const reconnect = { to: OCPP_CONNECTION, event: { type: 'RECONNECT' } };
  return {
    conf: { status: 'Accepted' },
    confIfFailed: { status: 'Rejected' },
    changes: [...wayBack(check.key, view), storedAs(check.key, check.value)],
    ...reconfigured(check.key),
    then: RECONNECTS.includes(check.key) ? [changed, reconnect] : [changed],
  };
};

const storedAs = (key: string, value: string): RecordChange =>
  key === 'AuthorizationKey'
    ? { type: 'secret-set', key, value: new Secret(value) }
    : { type: 'configuration-set', key, value };

const refusedSecurity = (wanted: number, { records, at }: StationView): boolean =>
  refusedUpgrade(
    records.profile,
    integerOf(records, 'SecurityProfile'),
    wanted,
    heldCredentials(records, at),
  ) !== null;

/** Until a connection succeeds the profile that last had one stays the way back (A05.FR.08). */
const wayBack = (key: string, { records }: StationView): readonly RecordChange[] =>
  key === 'SecurityProfile'
    ? [
        {
          type: 'security-profile-raised',
          from: records.securityFallback ?? integerOf(records, 'SecurityProfile'),
        },
      ]
    : [];
