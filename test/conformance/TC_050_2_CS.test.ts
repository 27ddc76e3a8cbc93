import { it } from 'vitest';
import { status } from './expected-message.ts';
import { reserve } from './reserve.ts';
import { withStation } from './tested-station.ts';

it('TC_050_2_CS Reservation of a Charge Point - Occupied', () =>
  withStation({}, async (station) => {
    await station.plug(1);
    await station.plug(2);
    station.expectSent([status(1, 'Preparing'), status(2, 'Preparing')]);
    await reserve(station, { connectorId: 0 }, 'Occupied');
  }));
