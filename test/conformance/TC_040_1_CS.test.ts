import { it } from 'vitest';
import { withStation } from './tested-station.ts';

it('TC_040_1_CS Configuration key - NotSupported', () =>
  withStation({}, async (station) => {
    const change = { key: 'Testing', value: 'true' };
    await station.expectCall('ChangeConfiguration', change, { status: 'NotSupported' });
  }));
