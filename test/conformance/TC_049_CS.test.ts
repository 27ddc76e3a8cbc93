import { it } from 'vitest';
import { anyOrder, sent, status } from './expected-message.ts';
import { onlyConnector1, reserve, startOn } from './reserve.ts';
import { withStation } from './tested-station.ts';

it('TC_049_CS Reservation of a Charge Point - Transaction', () =>
  withStation({}, async (station) => {
    await onlyConnector1(station);
    await reserve(station, { connectorId: 0 });
    station.expectSent([status(1, 'Reserved')]);
    await station.card('A');
    station.expectSent([sent('Authorize', { idTag: 'A' }), status(1, 'Preparing')]);
    await station.plug(1);
    station.expectSent([anyOrder(startOn(7), status(1, 'Charging'))]);
  }));

it('TC_049_CS with two free connectors none is Reserved until one is taken, and A may use either', () =>
  withStation({}, async (station) => {
    await reserve(station, { connectorId: 0 });
    station.expectSent([]);
    await station.plug(1);
    station.expectSent([anyOrder(status(1, 'Preparing'), status(2, 'Reserved'))]);
    await station.card('B');
    station.expectSent([
      sent('Authorize', { idTag: 'B' }),
      anyOrder(sent('StartTransaction', { connectorId: 1, idTag: 'B' }), status(1, 'Charging')),
    ]);
    await station.card('C');
    station.expectSent([sent('Authorize', { idTag: 'C' })]);
    await station.card('A');
    await station.plug(2);
    station.expectSent([
      sent('Authorize', { idTag: 'A' }),
      status(2, 'Preparing'),
      anyOrder(startOn(7, 'A', 2), status(2, 'Charging')),
    ]);
  }));
