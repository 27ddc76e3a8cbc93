import { expect, it } from 'vitest';
import { silence } from './central-system.ts';
import { startCharging } from './charging.ts';
import { anyOrder, bootStatuses, sent, status } from './expected-message.ts';
import { withStation } from './tested-station.ts';

it('TC_016_CS Soft Reset With Transaction', () =>
  withStation({}, async (station) => {
    const transactionId = await startCharging(station);
    await station.pass_s(30);
    await station.expectCall('Reset', { type: 'Soft' }, { status: 'Accepted' });
    await station.pass_s(15);
    station.expectSent([
      anyOrder(sent('StopTransaction', { transactionId, reason: 'SoftReset' }), status(1, 'Finishing')),
      sent('BootNotification'),
      bootStatuses('Finishing'),
    ]);
  }));

it('TC_016_CS a central system that does not confirm StopTransaction delays the restart by 5 s at most', () =>
  withStation({}, async (station) => {
    const transactionId = await startCharging(station);
    station.centralSystem.answer('StopTransaction', silence);
    const reset_s = station.now_s;
    await station.expectCall('Reset', { type: 'Soft' }, { status: 'Accepted' });
    await station.pass_s(15);
    const told = station.expectSent([
      anyOrder(sent('StopTransaction', { transactionId, reason: 'SoftReset' }), status(1, 'Finishing')),
      sent('BootNotification'),
      anyOrder(
        sent('StopTransaction', { transactionId, reason: 'SoftReset' }),
        status(0, 'Available'),
        status(1, 'Finishing'),
        status(2, 'Available'),
      ),
    ]);
    expect(told[2]!.at_ms / 1000 - reset_s).toBeLessThan(6);
  }));
