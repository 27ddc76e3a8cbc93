import { it } from 'vitest';
import { withStation } from './tested-station.ts';

it('TC_042_1_CS Get Local List Version (not supported)', () =>
  withStation({}, async (station) => {
    const change = { key: 'LocalAuthListEnabled', value: 'false' };
    await station.expectCall('ChangeConfiguration', change, { status: 'Accepted' });
    await station.expectCall('GetLocalListVersion', {}, { listVersion: -1 });
  }));
