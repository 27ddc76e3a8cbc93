import { it } from 'vitest';
import { anyOrder, sent, status } from './expected-message.ts';
import { withStation } from './tested-station.ts';

it('TC_004_2_CS Regular Charging Session - Identification First - ConnectionTimeOut', () =>
  withStation({}, async (station) => {
    const change = { key: 'ConnectionTimeOut', value: '30' };
    await station.expectCall('ChangeConfiguration', change, { status: 'Accepted' });
    const shown_s = station.now_s;
    await station.card('A');
    station.expectSent([sent('Authorize', { idTag: 'A' }), status(1, 'Preparing')]);
    await station.pass_s(28.9);
    station.expectSent([]);
    await station.pass_s(1);
    station.expectSent([status(1, 'Available', { timestamp: station.at_s(shown_s + 30) })]);

    // Plugged in too late: the driver has to identify again.
    await station.plug(1);
    await station.pass_s(5);
    station.expectSent([status(1, 'Preparing')]);
    await station.card('A');
    station.expectSent([
      sent('Authorize', { idTag: 'A' }),
      anyOrder(sent('StartTransaction', { connectorId: 1 }), status(1, 'Charging')),
    ]);
  }));
