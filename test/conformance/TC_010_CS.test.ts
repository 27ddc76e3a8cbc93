import { it } from 'vitest';
import { anyOrder, sent, status } from './expected-message.ts';
import { expectAuthorizesRemoteStarts, REMOTE_START_WAYS } from './remote-start.ts';
import { withStation } from './tested-station.ts';

it.each(
  REMOTE_START_WAYS,
)('TC_010_CS Remote Start Charging Session - Cable Plugged in First (AuthorizeRemoteTxRequests=$value)', ({
  value,
  asked,
}) =>
  withStation({ settings: [['AuthorizeRemoteTxRequests', value]] }, async (station) => {
    await expectAuthorizesRemoteStarts(station, value);
    await station.plug(1);
    station.expectSent([status(1, 'Preparing')]);
    const start = { connectorId: 1, idTag: 'A' };
    await station.expectCall('RemoteStartTransaction', start, { status: 'Accepted' });
    await station.pass_s(1);
    station.expectSent([
      ...asked,
      anyOrder(sent('StartTransaction', { connectorId: 1, idTag: 'A' }), status(1, 'Charging')),
    ]);
  }));

it('TC_010_CS without connectorId: the one connector that is plugged in', () =>
  withStation({}, async (station) => {
    await station.plug(2);
    station.expectSent([status(2, 'Preparing')]);
    await station.expectCall('RemoteStartTransaction', { idTag: 'A' }, { status: 'Accepted' });
    await station.pass_s(1);
    station.expectSent([anyOrder(sent('StartTransaction', { connectorId: 2 }), status(2, 'Charging'))]);
  }));

it('TC_010_CS an idTag that the central system refuses starts nothing', () =>
  withStation({ settings: [['AuthorizeRemoteTxRequests', 'true']] }, async (station) => {
    station.centralSystem.answer('Authorize', { idTagInfo: { status: 'Invalid' } });
    const start = { connectorId: 1, idTag: 'X' };
    await station.expectCall('RemoteStartTransaction', start, { status: 'Accepted' });
    const plugged_s = station.now_s;
    await station.plug(1);
    await station.pass_s(59);
    station.expectSent([sent('Authorize', { idTag: 'X' }), status(1, 'Preparing')]);
    // Nobody came within ConnectionTimeOut (errata 3.20).
    await station.pass_s(1);
    station.expectSent([status(1, 'Finishing', { timestamp: station.at_s(plugged_s + 60) })]);
  }));
