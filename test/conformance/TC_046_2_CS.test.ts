import { it } from 'vitest';
import { anyOrder, status } from './expected-message.ts';
import { REMOTE_START_WAYS } from './remote-start.ts';
import { reserved, startOn } from './reserve.ts';
import { withStation } from './tested-station.ts';

it.each(
  REMOTE_START_WAYS,
)('TC_046_2_CS Reservation of a Connector - Remote start transaction ($value)', (way) =>
  withStation({ settings: [['AuthorizeRemoteTxRequests', way.value]] }, async (station) => {
    await reserved(station);
    await station.expectCall(
      'RemoteStartTransaction',
      { connectorId: 1, idTag: 'A' },
      { status: 'Accepted' },
    );
    await station.pass_s(1);
    station.expectSent([...way.asked, status(1, 'Preparing')]);
    await station.plug(1);
    station.expectSent([anyOrder(startOn(7), status(1, 'Charging'))]);
  }));

it('TC_046_2_CS a remote start of another idTag is Rejected', () =>
  withStation({}, async (station) => {
    await reserved(station);
    await station.expectCall(
      'RemoteStartTransaction',
      { connectorId: 1, idTag: 'B' },
      { status: 'Rejected' },
    );
  }));
