import { it } from 'vitest';
import { startCharging } from './charging.ts';
import { anyOrder, sent, status } from './expected-message.ts';
import { withStation } from './tested-station.ts';

it('TC_038_CS Offline Stop Transaction', () =>
  withStation({}, async (station) => {
    const transactionId = await startCharging(station);
    await station.link('down');
    await station.pass_s(10);
    const shown_s = station.now_s;
    await station.card('A');
    await station.pass_s(10);
    station.expectSent([]);
    await station.link('up');
    await station.pass_s(10);
    station.expectSent([
      anyOrder(
        sent('StopTransaction', {
          transactionId,
          idTag: 'A',
          reason: 'Local',
          // The vehicle stopped drawing 0.2 s after the card, the contactor followed.
          timestamp: station.at_s(shown_s + 0.22),
        }),
        status(1, 'Finishing', { timestamp: station.at_s(shown_s) }),
      ),
    ]);
  }));
