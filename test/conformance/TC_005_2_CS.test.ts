import { it } from 'vitest';
import { startCharging } from './charging.ts';
import { anyOrder, sent, status } from './expected-message.ts';
import { withStation } from './tested-station.ts';

it(
  'TC_005_2_CS EV Side Disconnected - StopTransactionOnEVSideDisconnect=true - ' +
    'UnlockConnectorOnEVSideDisconnect=false',
  () =>
    withStation({ settings: [['StopTransactionOnEVSideDisconnect', 'true']] }, async (station) => {
      const transactionId = await startCharging(station);
      await station.pass_s(30);
      // The register is read when the contactor has confirmed that it is open.
      const unplugged_s = station.now_s + 0.02;
      await station.unplug(1);
      station.expectSent([
        anyOrder(
          sent('StopTransaction', {
            transactionId,
            reason: 'EVDisconnected',
            timestamp: station.at_s(unplugged_s),
          }),
          status(1, 'Available', { timestamp: station.at_s(unplugged_s) }),
        ),
      ]);
      await station.expectCall('UnlockConnector', { connectorId: 1 }, { status: 'NotSupported' });
    }),
);
