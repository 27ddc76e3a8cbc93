import * as v from 'valibot';
import { type ConfirmationOf, defineMessage, type RequestOf } from '../message-definition.ts';
import { closedObject } from '../shapes/closed-object.ts';
import { enumeration } from '../shapes/enumeration.ts';
import { integer } from '../shapes/integer.ts';

/** Asks the station to send a message now. */
export const triggerMessage = defineMessage({
  action: 'TriggerMessage',
  profile: 'RemoteTrigger',
  direction: 'CS>CP',
  clause: 'OCPP 1.6 ed.2 5.17, 6.51, 6.52',
  request: closedObject({
    requestedMessage: enumeration([
      'BootNotification',
      'DiagnosticsStatusNotification',
      'FirmwareStatusNotification',
      'Heartbeat',
      'MeterValues',
      'StatusNotification',
    ]),
    connectorId: v.exactOptional(integer),
  }),
  confirmation: closedObject({ status: enumeration(['Accepted', 'Rejected', 'NotImplemented']) }),
});
export type TriggerMessageRequest = RequestOf<typeof triggerMessage>;
export type TriggerMessageConfirmation = ConfirmationOf<typeof triggerMessage>;
