import { cpoName } from '../charge-point-certificates.ts';
import type { CallRule } from './call.ts';
import { type TriggerMessageRequest, triggered } from './trigger-message.ts';

/** Answered by SignCertificate, when there is a new key. */
const SIGN = 'SignChargePointCertificate';
const MUTUAL_TLS = 3;

/** Each message of ExtendedTriggerMessage (security whitepaper ed.3) with the action that answers it. */
const ACTIONS: Readonly<Record<string, string>> = {
  BootNotification: 'BootNotification',
  FirmwareStatusNotification: 'SignedFirmwareStatusNotification',
  Heartbeat: 'Heartbeat',
  LogStatusNotification: 'LogStatusNotification',
  MeterValues: 'MeterValues',
  StatusNotification: 'StatusNotification',
  SignChargePointCertificate: SIGN,
};

/**
 * ExtendedTriggerMessage (security whitepaper ed.3): as TriggerMessage, with the messages of the whitepaper.
 */
export const extendedTriggerMessage: CallRule<TriggerMessageRequest> = (request, view) => {
  const action = Object.hasOwn(ACTIONS, request.requestedMessage)
    ? ACTIONS[request.requestedMessage]
    : undefined;
  const { profile } = view.records;
  const isUnknown = action === SIGN && !profile.security.profiles.includes(MUTUAL_TLS);
  if (action === undefined || isUnknown) return { conf: { status: 'NotImplemented' } };
  // It is the organisation of the request (A02.FR.13).
  if (action === SIGN && cpoName(view.records) === '')
    return { conf: { status: 'Rejected' }, why: 'CpoName is not set' };
  return triggered(action, request.connectorId, view);
};
