import { it } from 'vitest';
import { status } from './expected-message.ts';
import { reserve } from './reserve.ts';
import { withStation } from './tested-station.ts';

it('TC_048_2_CS Reservation of a Connector - Occupied', () =>
  withStation({}, async (station) => {
    await station.plug(1);
    station.expectSent([status(1, 'Preparing')]);
    await reserve(station, {}, 'Occupied');
  }));
