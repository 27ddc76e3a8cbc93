import { it } from 'vitest';
import { anyOrder, sent, status } from './expected-message.ts';
import { onlyConnector1, reserved, startOn } from './reserve.ts';
import { withStation } from './tested-station.ts';

it('TC_053_1_CS Use a reserved Connector with parentIdTag - Local', () =>
  withStation({}, async (station) => {
    await onlyConnector1(station);
    await reserved(station, { parentIdTag: 'P' });
    station.centralSystem.answer('Authorize', { idTagInfo: { status: 'Accepted', parentIdTag: 'P' } });
    await station.card('B');
    station.expectSent([sent('Authorize', { idTag: 'B' }), status(1, 'Preparing')]);
    await station.plug(1);
    station.expectSent([anyOrder(startOn(7, 'B'), status(1, 'Charging'))]);
  }));

it('TC_053_1_CS an idTag of another parent does not use it', () =>
  withStation({}, async (station) => {
    await onlyConnector1(station);
    await reserved(station, { parentIdTag: 'P' });
    station.centralSystem.answer('Authorize', { idTagInfo: { status: 'Accepted', parentIdTag: 'Q' } });
    await station.card('B');
    await station.plug(1);
    station.expectSent([sent('Authorize', { idTag: 'B' })]);
  }));
