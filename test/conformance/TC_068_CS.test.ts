import { expect, it } from 'vitest';
import { startCharging } from './charging.ts';
import { anyOrder, sent, status } from './expected-message.ts';
import { withStation } from './tested-station.ts';

it('TC_068_CS Stop transaction - IdTag in StopTransaction matches IdTag in StartTransaction', () =>
  withStation({}, async (station) => {
    const transactionId = await startCharging(station);
    await station.card('B');
    // One reader serves both connectors: B may be about to use the other one, and gives it up again.
    station.expectSent([sent('Authorize', { idTag: 'B' }), status(2, 'Preparing')]);
    await station.card('B');
    station.expectSent([status(2, 'Available')]);

    await station.pass_s(60 * 5);
    station.takeSent();
    await station.card('A');
    const stop = station
      .expectSent([anyOrder(sent('StopTransaction', { transactionId, idTag: 'A' }), status(1, 'Finishing'))])
      .find(({ action }) => action === 'StopTransaction');
    expect(['Local', undefined]).toContain(stop?.payload.reason);
    // 302.8 s at 32 A and 230 V, and the energy of the 20 ms in which the contactor opens.
    expect(stop?.payload.meterStop).toBe(619);
    await station.unplug(1);
    station.expectSent([status(1, 'Available')]);
  }));
