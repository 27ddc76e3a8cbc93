import { it } from 'vitest';
import { withStation } from './tested-station.ts';

it('TC_027_CS Remote start transaction - connector id shall not be 0', () =>
  withStation({}, async (station) => {
    const start = { connectorId: 0, idTag: 'A' };
    await station.expectCall('RemoteStartTransaction', start, { status: 'Rejected' });
    await station.pass_s(5);
    station.expectSent([]);
  }));
