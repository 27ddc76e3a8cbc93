import { it } from 'vitest';
import { withStation } from './tested-station.ts';

it('TC_055_CS Trigger Message - Rejected', () =>
  withStation({}, async (station) => {
    const request = { requestedMessage: 'MeterValues', connectorId: 3 };
    await station.expectCall('TriggerMessage', request, { status: 'Rejected' });
    await station.pass_s(1);
    station.expectSent([]);
  }));
