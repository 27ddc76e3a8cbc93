import { expect, it } from 'vitest';
import { startCharging } from './charging.ts';
import { anyOrder, sent, status } from './expected-message.ts';
import { powerCut } from './power-cut.ts';
import { withStation } from './tested-station.ts';

const NAME = 'Power failure boot charging point - configured to stop transaction(s) (after going down)';

it(`TC_032_2_CS ${NAME}`, () =>
  withStation({}, async (station) => {
    const transactionId = await startCharging(station);
    await station.pass_s(600);
    station.takeSent();
    const cut_s = station.now_s;
    const before_Wh = station.world.reading_Wh(1);
    await powerCut(station);
    const told = station.expectSent([
      sent('BootNotification'),
      anyOrder(
        status(0, 'Available'),
        status(1, 'Finishing'),
        status(2, 'Available'),
        sent('StopTransaction', { transactionId, reason: 'PowerLoss' }),
      ),
    ]);
    const stop = told.find(({ action }) => action === 'StopTransaction')!;
    const { meterStop, timestamp } = stop.payload as { meterStop: number; timestamp: string };
    // The register of the board outlives the cut; the time is that of the last stored reading.
    expect(meterStop).toBeGreaterThan(before_Wh - 3);
    expect(meterStop).toBeLessThanOrEqual(before_Wh);
    expect(timestamp <= station.at_s(cut_s)).toBe(true);
    expect(timestamp >= station.at_s(cut_s - 60)).toBe(true);

    await station.unplug(1);
    station.expectSent([status(1, 'Available')]);
  }));

it('TC_032_2_CS a second cut before the answer: StopTransaction arrives once more and is the same', () =>
  withStation({}, async (station) => {
    const transactionId = await startCharging(station);
    await station.pass_s(30);
    station.centralSystem.answerAlways('StopTransaction', () => new Promise(() => {}));
    await powerCut(station);
    const [first] = station.takeSent().filter(({ action }) => action === 'StopTransaction');
    expect(first?.payload).toMatchObject({ transactionId, reason: 'PowerLoss' });
    station.centralSystem.answerAlways('StopTransaction', {});
    await powerCut(station);
    const stops = station.takeSent().filter(({ action }) => action === 'StopTransaction');
    expect(stops.map(({ payload }) => payload)).toEqual([first?.payload]);
    await powerCut(station);
    expect(station.takeSent().filter(({ action }) => action === 'StopTransaction')).toEqual([]);
  }));
