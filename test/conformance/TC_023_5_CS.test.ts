import { it } from 'vitest';
import { sent, status } from './expected-message.ts';
import { withStation } from './tested-station.ts';

it('TC_023_5_CS Start remote Charging Session - Authorize invalid', () =>
  withStation({ settings: [['AuthorizeRemoteTxRequests', 'true']] }, async (station) => {
    station.centralSystem.answer('Authorize', { idTagInfo: { status: 'Invalid' } });
    const start = { connectorId: 1, idTag: 'X' };
    await station.expectCall('RemoteStartTransaction', start, { status: 'Accepted' });
    await station.plug(1);
    await station.pass_s(30);
    station.expectSent([sent('Authorize', { idTag: 'X' }), status(1, 'Preparing')]);
  }));
