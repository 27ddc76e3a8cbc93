import { it } from 'vitest';
import { expectSchedule, profile, USUAL } from './charging-profile.ts';
import { anyOrder, sent, status } from './expected-message.ts';
import { REMOTE_START_WAYS } from './remote-start.ts';
import { withStation } from './tested-station.ts';

it.each(REMOTE_START_WAYS)('TC_059_CS Remote Start Transaction with Charging Profile ($value)', (way) =>
  withStation({ settings: [['AuthorizeRemoteTxRequests', way.value]] }, async (station) => {
    const chargingProfile = profile(station, 'TxProfile', USUAL, { duration: 300 });
    const request = { connectorId: 1, idTag: 'A', chargingProfile };
    await station.expectCall('RemoteStartTransaction', request, { status: 'Accepted' });
    await station.pass_s(1);
    station.expectSent([...way.asked, status(1, 'Preparing')]);
    await station.plug(1);
    station.expectSent([
      anyOrder(sent('StartTransaction', { connectorId: 1, idTag: 'A' }), status(1, 'Charging')),
    ]);
    await expectSchedule(station, { duration: 300 }, [
      [0, 6],
      [58, 10],
      [118, 8],
      [298, 32],
    ]);
    await station.card('A');
    await station.unplug(1);
    station.takeSent();
    // It was for that transaction only.
    await expectSchedule(station, { duration: 300 }, [[0, 32]]);
  }));
