import { it } from 'vitest';
import { anyOrder, sent, status } from './expected-message.ts';
import { expectAuthorizesRemoteStarts, REMOTE_START_WAYS } from './remote-start.ts';
import { withStation } from './tested-station.ts';

it.each(
  REMOTE_START_WAYS,
)('TC_011_1_CS Remote Start Charging Session - Remote Start First (AuthorizeRemoteTxRequests=$value)', ({
  value,
  asked,
}) =>
  withStation({ settings: [['AuthorizeRemoteTxRequests', value]] }, async (station) => {
    await expectAuthorizesRemoteStarts(station, value);
    const start = { connectorId: 2, idTag: 'A' };
    await station.expectCall('RemoteStartTransaction', start, { status: 'Accepted' });
    await station.pass_s(5);
    station.expectSent([...asked, status(2, 'Preparing')]);
    await station.plug(2);
    station.expectSent([
      anyOrder(sent('StartTransaction', { connectorId: 2, idTag: 'A' }), status(2, 'Charging')),
    ]);
  }));
