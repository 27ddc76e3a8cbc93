import { it } from 'vitest';
import { startCharging } from './charging.ts';
import { withStation } from './tested-station.ts';

it('TC_026_CS Remote Start Charging Session - Rejected', () =>
  withStation({ settings: [['LocalPreAuthorize', 'false']] }, async (station) => {
    await startCharging(station);
    const start = { connectorId: 1, idTag: 'B' };
    await station.expectCall('RemoteStartTransaction', start, { status: 'Rejected' });
    await station.pass_s(30);
    station.expectSent([]);
  }));
