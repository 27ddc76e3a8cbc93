import { expect, it } from 'vitest';
import { startCharging } from './charging.ts';
import { powerCut } from './power-cut.ts';
import { withStation } from './tested-station.ts';

it('field lesson 3: StopTransaction was queued when the power failed: it is sent once after the boot', () =>
  withStation({}, async (station) => {
    const transactionId = await startCharging(station);
    await station.link('down');
    await station.card('A');
    await powerCut(station);
    await station.pass_s(300);
    const stops = station.takeSent().filter(({ action }) => action === 'StopTransaction');
    expect(stops.map(({ payload }) => [payload.transactionId, payload.reason])).toEqual([
      [transactionId, 'Local'],
    ]);
  }));

it('field lesson 3: the power fails in the moment of stopping: one StopTransaction all the same', () =>
  withStation({}, async (station) => {
    const transactionId = await startCharging(station);
    station.world.showCard('A');
    // The contactor is not open yet, the Stop not stored.
    await station.pass_ms(100);
    await powerCut(station);
    await station.pass_s(300);
    const stops = station.takeSent().filter(({ action }) => action === 'StopTransaction');
    expect(stops.map(({ payload }) => [payload.transactionId, payload.reason])).toEqual([
      [transactionId, 'PowerLoss'],
    ]);
  }));
