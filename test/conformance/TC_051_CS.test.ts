import { it } from 'vitest';
import { status } from './expected-message.ts';
import { onlyConnector1, othersCharge, reserved } from './reserve.ts';
import { withStation } from './tested-station.ts';

it('TC_051_CS Cancel Reservation', () =>
  withStation({}, async (station) => {
    await onlyConnector1(station);
    await reserved(station);
    await station.expectCall('CancelReservation', { reservationId: 7 }, { status: 'Accepted' });
    await station.pass_s(1);
    station.expectSent([status(1, 'Available')]);
    await othersCharge(station);
  }));
