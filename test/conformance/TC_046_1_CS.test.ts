import { it } from 'vitest';
import { anyOrder, sent, status } from './expected-message.ts';
import { onlyConnector1, reserved, startOn } from './reserve.ts';
import { withStation } from './tested-station.ts';

it('TC_046_1_CS Reservation of a Connector - Local start transaction', () =>
  withStation({}, async (station) => {
    await onlyConnector1(station);
    await reserved(station);
    await station.card('B');
    station.expectSent([]);
    await station.card('A');
    station.expectSent([sent('Authorize', { idTag: 'A' }), status(1, 'Preparing')]);
    await station.plug(1);
    station.expectSent([anyOrder(startOn(7), status(1, 'Charging'))]);
  }));
