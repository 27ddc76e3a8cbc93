import { it } from 'vitest';
import { withStation } from './tested-station.ts';

it('TC_017_2_CS Unlock connector - no charging session running (Fixed cable)', () =>
  withStation({}, async (station) => {
    await station.expectCall('UnlockConnector', { connectorId: 1 }, { status: 'NotSupported' });
  }));
