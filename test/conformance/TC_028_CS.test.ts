import { it } from 'vitest';
import { startCharging } from './charging.ts';
import { anyOrder, sent, status } from './expected-message.ts';
import { withStation } from './tested-station.ts';

it('TC_028_CS Remote Stop Transaction - Rejected', () =>
  withStation({}, async (station) => {
    const transactionId = await startCharging(station);
    const unknown = { transactionId: transactionId + 1 };
    await station.expectCall('RemoteStopTransaction', unknown, { status: 'Rejected' });
    await station.pass_s(30);
    station.expectSent([]);
    // The one that runs can still be stopped.
    await station.expectCall('RemoteStopTransaction', { transactionId }, { status: 'Accepted' });
    await station.pass_s(1);
    station.expectSent([anyOrder(sent('StopTransaction', { transactionId }), status(1, 'Finishing'))]);
  }));
