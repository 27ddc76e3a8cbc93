import type { CallRule } from './call.ts';
import { type TriggerMessageRequest, triggered } from './trigger-message.ts';

/** Each message of ExtendedTriggerMessage (security whitepaper ed.3) with the action that answers it. */
const ACTIONS: Readonly<Record<string, string>> = {
  BootNotification: 'BootNotification',
  FirmwareStatusNotification: 'SignedFirmwareStatusNotification',
  Heartbeat: 'Heartbeat',
  LogStatusNotification: 'LogStatusNotification',
  MeterValues: 'MeterValues',
  SignChargePointCertificate: 'SignCertificate',
  StatusNotification: 'StatusNotification',
};

/**
 * ExtendedTriggerMessage (security whitepaper ed.3): as TriggerMessage, with the messages of the whitepaper.
 */
export const extendedTriggerMessage: CallRule<TriggerMessageRequest> = (request, view) => {
  const action = Object.hasOwn(ACTIONS, request.requestedMessage)
    ? ACTIONS[request.requestedMessage]
    : undefined;
  if (action === undefined) return { conf: { status: 'NotImplemented' } };
  // A02.FR.13: O of a certificate request is the CpoName, so there is none to send without it.
  if (action === 'SignCertificate' && !view.records.configuration.CpoName)
    return { conf: { status: 'Rejected' }, why: 'CpoName is not set' };
  return triggered(action, request.connectorId, view);
};
