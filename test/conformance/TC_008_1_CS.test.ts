import { it } from 'vitest';
import { anyOrder, sent, status } from './expected-message.ts';
import { listIdTags } from './local-list.ts';
import { withStation } from './tested-station.ts';

it('TC_008_1_CS Regular Start Charging Session - Id in Local Authorization List', () =>
  withStation({ settings: [['LocalPreAuthorize', 'true']] }, async (station) => {
    await station.expectCall('GetLocalListVersion', {}, { listVersion: 0 });
    await listIdTags(station, { A: 'Accepted' });
    await station.expectCall('GetLocalListVersion', {}, { listVersion: 1 });
    await station.card('A');
    station.expectSent([status(1, 'Preparing')]);
    await station.plug(1);
    station.expectSent([
      anyOrder(sent('StartTransaction', { connectorId: 1, idTag: 'A' }), status(1, 'Charging')),
    ]);
  }));
