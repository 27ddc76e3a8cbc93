import type { Requests } from '../../messages/catalogue.ts';
import { CHARGE_POINT } from '../../vocabulary/peer.ts';
import { activeReservations } from '../reservation.ts';
import type { CallRule } from './call.ts';

type Request = Requests['CancelReservation'];

/** CancelReservation (OCPP 1.6 ed.2 5.1): Rejected when the station holds no such reservation. */
export const cancelReservation: CallRule<Request> = ({ reservationId }, view) => {
  if (!activeReservations(view).some((reservation) => reservation.reservationId === reservationId))
    return { conf: { status: 'Rejected' }, why: `there is no reservation ${reservationId}` };
  return {
    conf: { status: 'Accepted' },
    confIfFailed: { status: 'Rejected' },
    changes: [{ type: 'reservation-removed', reservationId }],
    then: [{ to: CHARGE_POINT, event: { type: 'RESERVATIONS_CHANGED' } }],
  };
};
