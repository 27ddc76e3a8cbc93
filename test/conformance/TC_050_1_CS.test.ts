import { it } from 'vitest';
import { anyOrder, status } from './expected-message.ts';
import { reserve } from './reserve.ts';
import { withStation } from './tested-station.ts';

it('TC_050_1_CS Reservation of a Charge Point - Faulted', () =>
  withStation({}, async (station) => {
    station.world.raiseFault(0, { errorCode: 'GroundFailure' });
    await station.pass_s(1);
    station.expectSent([
      anyOrder(...[0, 1, 2].map((id) => status(id, 'Faulted', { errorCode: 'GroundFailure' }))),
    ]);
    await reserve(station, { connectorId: 0 }, 'Faulted');
  }));
