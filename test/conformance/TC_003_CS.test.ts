import { it } from 'vitest';
import { anyOrder, sent, status } from './expected-message.ts';
import { withStation } from './tested-station.ts';

it('TC_003_CS Regular Charging Session - Plugin First', () =>
  withStation({}, async (station) => {
    const plugged_s = station.now_s;
    await station.plug(1);
    station.expectSent([status(1, 'Preparing', { timestamp: station.at_s(plugged_s) })]);
    await station.card('A');
    station.expectSent([
      sent('Authorize', { idTag: 'A' }),
      anyOrder(
        sent('StartTransaction', { connectorId: 1, idTag: 'A', meterStart: 0 }),
        status(1, 'Charging'),
      ),
    ]);
  }));
