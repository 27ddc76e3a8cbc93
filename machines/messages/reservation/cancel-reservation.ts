import { type ConfirmationOf, defineMessage, type RequestOf } from '../message-definition.ts';
import { closedObject } from '../shapes/closed-object.ts';
import { enumeration } from '../shapes/enumeration.ts';
import { integer } from '../shapes/integer.ts';

/** Cancels a reservation. */
export const cancelReservation = defineMessage({
  action: 'CancelReservation',
  profile: 'Reservation',
  direction: 'CS>CP',
  clause: 'OCPP 1.6 ed.2 5.1, 6.5, 6.6',
  request: closedObject({ reservationId: integer }),
  confirmation: closedObject({ status: enumeration(['Accepted', 'Rejected']) }),
});
export type CancelReservationRequest = RequestOf<typeof cancelReservation>;
export type CancelReservationConfirmation = ConfirmationOf<typeof cancelReservation>;
