import { expect, it } from 'vitest';
import { startCharging } from './charging.ts';
import { withStation } from './tested-station.ts';

it('TC_018_2_CS Unlock Connector - With Charging Session (Fixed cable)', () =>
  withStation({}, async (station) => {
    await startCharging(station);
    await station.expectCall('UnlockConnector', { connectorId: 1 }, { status: 'NotSupported' });
    await station.pass_s(30);
    station.expectSent([]);
    expect(station.world.outlet(1).mainClosed).toBe(true);
  }));
