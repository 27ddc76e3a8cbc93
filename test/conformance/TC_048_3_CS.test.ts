import { it } from 'vitest';
import { status } from './expected-message.ts';
import { reserve } from './reserve.ts';
import { withStation } from './tested-station.ts';

it('TC_048_3_CS Reservation of a Connector - Unavailable', () =>
  withStation({}, async (station) => {
    const change = { connectorId: 1, type: 'Inoperative' };
    await station.expectCall('ChangeAvailability', change, { status: 'Accepted' });
    await station.pass_s(1);
    station.expectSent([status(1, 'Unavailable')]);
    await reserve(station, {}, 'Unavailable');
  }));
