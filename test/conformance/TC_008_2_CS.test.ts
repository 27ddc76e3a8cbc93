import { it } from 'vitest';
import { anyOrder, sent, status } from './expected-message.ts';
import { listIdTags } from './local-list.ts';
import { REMOTE_START_WAYS } from './remote-start.ts';
import { withStation } from './tested-station.ts';

it.each(
  REMOTE_START_WAYS,
)('TC_008_2_CS Remote Start Charging Session - Id in Local Authorization List ($value)', ({ value }) =>
  withStation(
    {
      settings: [
        ['LocalPreAuthorize', 'true'],
        ['AuthorizeRemoteTxRequests', value],
      ],
    },
    async (station) => {
      await listIdTags(station, { A: 'Accepted' });
      const start = { connectorId: 1, idTag: 'A' };
      await station.expectCall('RemoteStartTransaction', start, { status: 'Accepted' });
      await station.pass_s(1);
      // The list answers, whether or not remote starts are authorised.
      station.expectSent([status(1, 'Preparing')]);
      await station.plug(1);
      station.expectSent([
        anyOrder(sent('StartTransaction', { connectorId: 1, idTag: 'A' }), status(1, 'Charging')),
      ]);
    },
  ));
