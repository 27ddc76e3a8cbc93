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

it('TC_016_CS a card shown while the station goes down starts nothing', () =>
  withStation({}, async (station) => {
    const transactionId = await startCharging(station);
    station.centralSystem.answer('StopTransaction', silence);
    await station.plug(2);
    await station.expectCall('Reset', { type: 'Soft' }, { status: 'Accepted' });
    await station.card('B');
    station.expectSent([
      status(2, 'Preparing'),
      sent('Authorize', { idTag: 'B' }),
      anyOrder(sent('StopTransaction', { transactionId, reason: 'SoftReset' }), status(1, 'Finishing')),
    ]);
    await station.pass_s(15);
    station.expectSent([
      sent('BootNotification'),
      anyOrder(
        ...bootStatuses('Finishing', 'Preparing').inAnyOrder,
        sent('StopTransaction', { transactionId, reason: 'SoftReset' }),
      ),
    ]);
    // Started anew, it takes the card.
    await station.card('B');
    station.expectSent([
      sent('Authorize', { idTag: 'B' }),
      anyOrder(sent('StartTransaction', { connectorId: 2, idTag: 'B' }), status(2, 'Charging')),
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
