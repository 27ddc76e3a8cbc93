import { it } from 'vitest';
import { status } from './expected-message.ts';
import { reserve } from './reserve.ts';
import { withStation } from './tested-station.ts';

it('TC_048_1_CS Reservation of a Connector - Faulted', () =>
  withStation({}, async (station) => {
    station.world.raiseFault(1, { errorCode: 'GroundFailure' });
    await station.pass_s(1);
    station.expectSent([status(1, 'Faulted', { errorCode: 'GroundFailure' })]);
    await reserve(station, {}, 'Faulted');
  }));
