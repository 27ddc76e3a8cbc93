import { it } from 'vitest';
import { anyOrder, sent, status } from './expected-message.ts';
import { withStation } from './tested-station.ts';

it('TC_004_1_CS Regular Charging Session - Identification First', () =>
  withStation({ settings: [['MeterValueSampleInterval', '10']] }, async (station) => {
    const shown_s = station.now_s;
    await station.card('A');
    station.expectSent([
      sent('Authorize', { idTag: 'A' }),
      status(1, 'Preparing', { timestamp: station.at_s(shown_s) }),
    ]);
    await station.pass_s(20);
    await station.plug(1);
    station.expectSent([
      anyOrder(
        sent('StartTransaction', {
          connectorId: 1,
          idTag: 'A',
          meterStart: 0,
          timestamp: station.at_s(shown_s + 21),
        }),
        status(1, 'Charging'),
      ),
    ]);
  }));

it('TC_004_1_CS on connector 2, where the driver plugs in: the first goes back to Available', () =>
  withStation({}, async (station) => {
    await station.card('A');
    station.expectSent([sent('Authorize', { idTag: 'A' }), status(1, 'Preparing')]);
    await station.plug(2);
    station.expectSent([
      sent('StartTransaction', { connectorId: 2, idTag: 'A' }),
      anyOrder(status(1, 'Available'), status(2, 'Preparing')),
      status(2, 'Charging'),
    ]);
  }));
