import { it } from 'vitest';
import { withStation } from './tested-station.ts';

it('TC_031_CS Unlock Connector - Unknown Connector', () =>
  withStation({}, async (station) => {
    await station.expectCall('UnlockConnector', { connectorId: 99 }, { status: 'NotSupported' });
  }));
