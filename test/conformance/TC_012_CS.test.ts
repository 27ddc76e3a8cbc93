import { it } from 'vitest';
import { startCharging } from './charging.ts';
import { anyOrder, sent, status } from './expected-message.ts';
import { withStation } from './tested-station.ts';

it('TC_012_CS Remote Stop Charging Session', () =>
  withStation({}, async (station) => {
    const transactionId = await startCharging(station);
    await station.expectCall('RemoteStopTransaction', { transactionId }, { status: 'Accepted' });
    await station.pass_s(1);
    station.expectSent([
      anyOrder(sent('StopTransaction', { transactionId, reason: 'Remote' }), status(1, 'Finishing')),
    ]);
    await station.unplug(1);
    station.expectSent([status(1, 'Available')]);
  }));
