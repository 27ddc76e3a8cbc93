import { it } from 'vitest';
import { status } from './expected-message.ts';
import { onlyConnector1, othersCharge, reserved } from './reserve.ts';
import { withStation } from './tested-station.ts';

it('TC_047_CS Reservation of a Connector - Expire', () =>
  withStation({}, async (station) => {
    await onlyConnector1(station);
    const expiry_s = station.now_s + 30;
    await reserved(station, { expires_s: 30 });
    await station.pass_s(28);
    station.expectSent([]);
    await station.pass_s(2);
    station.expectSent([status(1, 'Available', { timestamp: station.at_s(expiry_s) })]);
    await othersCharge(station);
  }));
