import * as v from 'valibot';
import { type ConfirmationOf, defineMessage, type RequestOf } from '../message-definition.ts';
import { closedObject } from '../shapes/closed-object.ts';
import { dateTime } from '../shapes/date-time.ts';
import { enumeration } from '../shapes/enumeration.ts';
import { idToken } from '../shapes/id-tag-info.ts';
import { integer } from '../shapes/integer.ts';

/** Reserves a connector, or any one (connector 0), for an idTag. */
export const reserveNow = defineMessage({
  action: 'ReserveNow',
  profile: 'Reservation',
  direction: 'CS>CP',
  clause: 'OCPP 1.6 ed.2 5.13, 6.37, 6.38',
  request: closedObject({
    connectorId: integer,
    expiryDate: dateTime,
    idTag: idToken,
    parentIdTag: v.exactOptional(idToken),
    reservationId: integer,
  }),
  confirmation: closedObject({
    status: enumeration(['Accepted', 'Faulted', 'Occupied', 'Rejected', 'Unavailable']),
  }),
});
export type ReserveNowRequest = RequestOf<typeof reserveNow>;
export type ReserveNowConfirmation = ConfirmationOf<typeof reserveNow>;
