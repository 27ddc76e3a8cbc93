import * as v from 'valibot';
import { type ConfirmationOf, defineMessage, type RequestOf } from '../message-definition.ts';
import { closedObject } from '../shapes/closed-object.ts';
import { enumeration } from '../shapes/enumeration.ts';
import { integer } from '../shapes/integer.ts';

/** Asks the station to send a message now: TriggerMessage with the messages of the security extension. */
export const extendedTriggerMessage = defineMessage({
  action: 'ExtendedTriggerMessage',
  profile: 'Security',
  direction: 'CS>CP',
  clause: 'Security whitepaper ed.3 A02',
  request: closedObject({
    requestedMessage: enumeration([
      'BootNotification',
      'LogStatusNotification',
      'FirmwareStatusNotification',
      'Heartbeat',
      'MeterValues',
      'SignChargePointCertificate',
      'StatusNotification',
    ]),
    connectorId: v.exactOptional(integer),
  }),
  confirmation: closedObject({ status: enumeration(['Accepted', 'Rejected', 'NotImplemented']) }),
});
export type ExtendedTriggerMessageRequest = RequestOf<typeof extendedTriggerMessage>;
export type ExtendedTriggerMessageConfirmation = ConfirmationOf<typeof extendedTriggerMessage>;
