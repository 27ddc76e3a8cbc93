import { expect, it } from 'vitest';
import { startCharging } from './charging.ts';
import { anyOrder, sent, status } from './expected-message.ts';
import { powerCut } from './power-cut.ts';
import { withStation } from './tested-station.ts';

it('an orderly stop in a charge, and a start: StopTransaction with reason Reboot', () =>
  withStation({}, async (station) => {
    const transactionId = await startCharging(station);
    await station.pass_s(90);
    station.takeSent();
    const stopped_s = station.now_s;
    station.life.station.shutDown();
    await station.pass_s(8);
    expect(station.stopped).toBe(true);
    expect(station.world.outlet(1)).toMatchObject({ offer_A: null, mainClosed: false });
    const register_Wh = station.world.reading_Wh(1);

    await powerCut(station);
    const told = station.expectSent([
      status(1, 'Finishing', { timestamp: station.at_s(stopped_s) }),
      sent('BootNotification'),
      anyOrder(
        status(0, 'Available'),
        status(1, 'Finishing'),
        status(2, 'Available'),
        sent('StopTransaction', { transactionId, reason: 'Reboot', meterStop: register_Wh }),
      ),
    ]);
    const stop = told.find(({ action }) => action === 'StopTransaction');
    expect(stop?.payload.timestamp).toBe(station.at_s(stopped_s + 0.22));
  }));

it('the clean marker counts once: a power cut after the restart is a PowerLoss again', () =>
  withStation({}, async (station) => {
    station.life.station.shutDown();
    await station.pass_s(8);
    await powerCut(station);
    station.takeSent();
    const transactionId = await startCharging(station);
    await powerCut(station);
    const [stop] = station.takeSent().filter(({ action }) => action === 'StopTransaction');
    expect(stop?.payload).toMatchObject({ transactionId, reason: 'PowerLoss' });
  }));
