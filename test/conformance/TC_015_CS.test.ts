import { it } from 'vitest';
import { startCharging } from './charging.ts';
import { anyOrder, bootStatuses, sent, status } from './expected-message.ts';
import { withStation } from './tested-station.ts';

it('TC_015_CS Hard Reset With Transaction', () =>
  withStation({}, async (station) => {
    const transactionId = await startCharging(station);
    await station.pass_s(30);
    await station.expectCall('Reset', { type: 'Hard' }, { status: 'Accepted' });
    await station.pass_s(15);
    station.expectSent([
      anyOrder(sent('StopTransaction', { transactionId, reason: 'HardReset' }), status(1, 'Finishing')),
      sent('BootNotification'),
      bootStatuses('Finishing'),
    ]);
  }));
