import { it } from 'vitest';
import { startCharging } from './charging.ts';
import { anyOrder, sent, status } from './expected-message.ts';
import { withStation } from './tested-station.ts';

const SETTINGS = [['StopTransactionOnEVSideDisconnect', 'false']] as const;

it(
  'TC_005_3_CS EV Side Disconnected - StopTransactionOnEVSideDisconnect=false - ' +
    'UnlockConnectorOnEVSideDisconnect=false',
  () =>
    withStation({ settings: SETTINGS }, async (station) => {
      const transactionId = await startCharging(station);
      await station.unplug(1);
      station.expectSent([status(1, 'SuspendedEV', { info: 'EV side disconnected' })]);
      await station.expectCall('RemoteStopTransaction', { transactionId }, { status: 'Accepted' });
      await station.pass_s(1);
      station.expectSent([
        anyOrder(status(1, 'Available'), sent('StopTransaction', { transactionId, reason: 'Remote' })),
      ]);
    }),
);

it('TC_005_3_CS plugged in again: the transaction goes on', () =>
  withStation({ settings: SETTINGS }, async (station) => {
    const transactionId = await startCharging(station);
    await station.unplug(1);
    station.expectSent([status(1, 'SuspendedEV', { info: 'EV side disconnected' })]);
    await station.plug(1);
    // The cable is back, the vehicle asks for energy a little later.
    station.expectSent([status(1, 'SuspendedEV'), status(1, 'Charging')]);
    await station.card('A');
    station.expectSent([
      anyOrder(sent('StopTransaction', { transactionId, reason: 'Local' }), status(1, 'Finishing')),
    ]);
  }));
