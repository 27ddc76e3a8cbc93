import { it } from 'vitest';
import { anyOrder, status } from './expected-message.ts';
import { reserve } from './reserve.ts';
import { withStation } from './tested-station.ts';

it('TC_050_3_CS Reservation of a Charge Point - Unavailable', () =>
  withStation({}, async (station) => {
    const change = { connectorId: 0, type: 'Inoperative' };
    await station.expectCall('ChangeAvailability', change, { status: 'Accepted' });
    await station.pass_s(1);
    station.expectSent([anyOrder(...[0, 1, 2].map((id) => status(id, 'Unavailable')))]);
    await reserve(station, { connectorId: 0 }, 'Unavailable');
  }));
