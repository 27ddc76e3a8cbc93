import { type ConfirmationOf, defineMessage, type RequestOf } from '../message-definition.ts';
import { closedObject } from '../shapes/closed-object.ts';
import { enumeration } from '../shapes/enumeration.ts';
import { integer } from '../shapes/integer.ts';

/** Takes a connector, or the station (connector 0), in or out of operation. */
export const changeAvailability = defineMessage({
  action: 'ChangeAvailability',
  profile: 'Core',
  direction: 'CS>CP',
  clause: 'OCPP 1.6 ed.2 5.2, 6.7, 6.8',
  request: closedObject({ connectorId: integer, type: enumeration(['Inoperative', 'Operative']) }),
  confirmation: closedObject({ status: enumeration(['Accepted', 'Rejected', 'Scheduled']) }),
});
export type ChangeAvailabilityRequest = RequestOf<typeof changeAvailability>;
export type ChangeAvailabilityConfirmation = ConfirmationOf<typeof changeAvailability>;
