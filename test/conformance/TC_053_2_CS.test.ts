import { it } from 'vitest';
import { anyOrder, sent, status } from './expected-message.ts';
import { REMOTE_START_WAYS } from './remote-start.ts';
import { reserved, startOn } from './reserve.ts';
import { type TestedStation, withStation } from './tested-station.ts';

const start = (station: TestedStation, idTag = 'B', is = 'Accepted') =>
  station.expectCall('RemoteStartTransaction', { connectorId: 1, idTag }, { status: is });
const ofParent = (parentIdTag: string) => ({ idTagInfo: { status: 'Accepted', parentIdTag } });

it.each(REMOTE_START_WAYS)('TC_053_2_CS Use a reserved Connector with parentIdTag - Remote ($value)', ({
  value,
}) =>
  withStation({ settings: [['AuthorizeRemoteTxRequests', value]] }, async (station) => {
    await reserved(station, { parentIdTag: 'P' });
    station.centralSystem.answer('Authorize', ofParent('P'));
    await start(station);
    await station.pass_s(1);
    // Only Authorize tells the parent of B, so it is asked in any case.
    station.expectSent([sent('Authorize', { idTag: 'B' }), status(1, 'Preparing')]);
    await station.plug(1);
    station.expectSent([anyOrder(startOn(7, 'B'), status(1, 'Charging'))]);
  }));

it.each([
  ['of another parent', ofParent('Q')],
  ['without a parent', { idTagInfo: { status: 'Accepted' } }],
  ['of the parent, and blocked', { idTagInfo: { status: 'Blocked', parentIdTag: 'P' } }],
])('TC_053_2_CS an idTag %s does not use it, and it stays Reserved', (_who, answer) =>
  withStation({}, async (station) => {
    await reserved(station, { parentIdTag: 'P' });
    station.centralSystem.answer('Authorize', answer);
    await start(station);
    await station.plug(1);
    await station.pass_s(5);
    station.expectSent([sent('Authorize', { idTag: 'B' })]);
    await station.unplug(1);
    station.centralSystem.answer('Authorize', ofParent('P'));
    await start(station);
    await station.pass_s(1);
    await station.plug(1);
    station.expectSent([
      sent('Authorize', { idTag: 'B' }),
      status(1, 'Preparing'),
      anyOrder(startOn(7, 'B'), status(1, 'Charging')),
    ]);
  }));

it('TC_053_2_CS the local list knows the parent: nobody is asked', () =>
  withStation({ settings: [['LocalPreAuthorize', 'true']] }, async (station) => {
    const localAuthorizationList = [
      { idTag: 'B', ...ofParent('P') },
      { idTag: 'C', ...ofParent('Q') },
    ];
    const list = { listVersion: 1, updateType: 'Full', localAuthorizationList };
    await station.expectCall('SendLocalList', list, { status: 'Accepted' });
    await reserved(station, { parentIdTag: 'P' });
    await start(station, 'C', 'Rejected');
    await start(station, 'B');
    await station.pass_s(1);
    station.expectSent([status(1, 'Preparing')]);
    await station.plug(1);
    station.expectSent([anyOrder(startOn(7, 'B'), status(1, 'Charging'))]);
  }));

it('TC_053_2_CS while Authorize is not answered nothing starts, also not where offline all may', () =>
  withStation({ settings: [['AllowOfflineTxForUnknownId', 'true']] }, async (station) => {
    await reserved(station, { parentIdTag: 'P' });
    station.centralSystem.answer('Authorize', () => new Promise<object>(() => {}));
    await start(station);
    await station.pass_s(20);
    station.expectSent([sent('Authorize', { idTag: 'B' })]);
    await station.plug(1);
    station.expectSent([]);
  }));
