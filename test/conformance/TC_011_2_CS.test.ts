import { it } from 'vitest';
import { status } from './expected-message.ts';
import { expectAuthorizesRemoteStarts, REMOTE_START_WAYS } from './remote-start.ts';
import { withStation } from './tested-station.ts';

it.each(
  REMOTE_START_WAYS,
)('TC_011_2_CS Remote Start Charging Session - Time Out (AuthorizeRemoteTxRequests=$value)', ({
  value,
  asked,
}) =>
  withStation(
    {
      settings: [
        ['AuthorizeRemoteTxRequests', value],
        ['ConnectionTimeOut', '20'],
      ],
    },
    async (station) => {
      await expectAuthorizesRemoteStarts(station, value);
      const start = { connectorId: 1, idTag: 'A' };
      const started_s = station.now_s;
      await station.expectCall('RemoteStartTransaction', start, { status: 'Accepted' });
      await station.pass_s(20);
      station.expectSent([...asked, status(1, 'Preparing', { timestamp: station.at_s(started_s) })]);
      await station.pass_s(1);
      station.expectSent([status(1, 'Available', { timestamp: station.at_s(started_s + 20) })]);
    },
  ));
