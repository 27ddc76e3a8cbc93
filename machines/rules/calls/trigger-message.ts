import { CHARGE_POINT } from '../../vocabulary/peer.ts';
import type { StationProfile } from '../../vocabulary/station-profile.ts';
import type { CallDecision, CallRule, StationView } from './call.ts';
import { knownConnector } from './known-connector.ts';

export type TriggerMessageRequest = { readonly requestedMessage: string; readonly connectorId?: number };

const ALWAYS = (): boolean => true;
const withFirmware = ({ featureProfiles }: StationProfile): boolean =>
  featureProfiles.includes('FirmwareManagement');

/** Messages of TriggerMessage (OCPP 1.6 ed.2 5.17), and whether a station has them. */
const PLAIN: ReadonlyMap<string, (profile: StationProfile) => boolean> = new Map([
  ['BootNotification', ALWAYS],
  ['DiagnosticsStatusNotification', withFirmware],
  ['FirmwareStatusNotification', withFirmware],
  ['Heartbeat', ALWAYS],
  ['MeterValues', ALWAYS],
  ['StatusNotification', ALWAYS],
]);

/** Messages that exist once for each connector. */
const lowestConnector: Readonly<Record<string, number>> = { MeterValues: 1, StatusNotification: 0 };

/**
 * What TriggerMessage and ExtendedTriggerMessage share. Nothing is checked or said of a connectorId that
 * means nothing to the message (5.17: ignored); a message of connectors without one is for all of them.
 * @param action the message to send. It is named in the event TRIGGERED for the charge point.
 */
export function triggered(action: string, connectorId: number | undefined, view: StationView): CallDecision {
  // errata 3.35, 3.40
  if (action === 'BootNotification' && view.link.registration === 'accepted')
    return { conf: { status: 'Rejected' }, why: 'the BootNotification is accepted already' };
  const lowest = lowestConnector[action];
  const relevant = lowest === undefined ? undefined : connectorId;
  const exists = (id: number) => knownConnector(id, view) || (id === 0 && lowest === 0);
  if (relevant !== undefined && !exists(relevant))
    return { conf: { status: 'Rejected' }, why: `connector ${relevant} has no ${action}` };
  const event = { type: 'TRIGGERED', requestedMessage: action, connectorId: relevant };
  return { conf: { status: 'Accepted' }, then: [{ to: CHARGE_POINT, event }] };
}

/**
 * TriggerMessage (OCPP 1.6 ed.2 5.17). The message follows the answer; a message it does not have:
 * NotImplemented.
 */
export const triggerMessage: CallRule<TriggerMessageRequest> = ({ requestedMessage, connectorId }, view) => {
  const isKnown = PLAIN.get(requestedMessage)?.(view.records.profile);
  return isKnown ? triggered(requestedMessage, connectorId, view) : { conf: { status: 'NotImplemented' } };
};
