import { it } from 'vitest';
import { anyOrder, sent, status } from './expected-message.ts';
import { onlyConnector1, reserved, startOn } from './reserve.ts';
import { withStation } from './tested-station.ts';

it('TC_052_CS Cancel Reservation - Rejected', () =>
  withStation({}, async (station) => {
    await onlyConnector1(station);
    await reserved(station);
    await station.expectCall('CancelReservation', { reservationId: 8 }, { status: 'Rejected' });
    await station.card('B');
    station.expectSent([]);
    await station.card('A');
    await station.plug(1);
    station.expectSent([
      sent('Authorize', { idTag: 'A' }),
      status(1, 'Preparing'),
      anyOrder(startOn(7), status(1, 'Charging')),
    ]);
  }));
