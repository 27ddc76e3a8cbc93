import type { CallRule } from './call.ts';
import { type TriggerMessageRequest, triggered } from './trigger-message.ts';

/**
 * Each message of ExtendedTriggerMessage (security whitepaper ed.3) with the action that answers it.
 * SignChargePointCertificate is not among them: the station has no certificate of its own yet.
 */
const ACTIONS: Readonly<Record<string, string>> = {
  BootNotification: 'BootNotification',
  FirmwareStatusNotification: 'SignedFirmwareStatusNotification',
  Heartbeat: 'Heartbeat',
  LogStatusNotification: 'LogStatusNotification',
  MeterValues: 'MeterValues',
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
  return triggered(action, request.connectorId, view);
};
