import { it } from 'vitest';
import { withStation } from './tested-station.ts';

const KEY = 'MeterValueSampleInterval';

it('TC_040_2_CS Configuration key - Invalid value', () =>
  withStation({}, async (station) => {
    await station.expectCall('ChangeConfiguration', { key: KEY, value: '-1' }, { status: 'Rejected' });
    const shown = { configurationKey: [{ key: KEY, readonly: false, value: '60' }] };
    await station.expectCall('GetConfiguration', { key: [KEY] }, shown);
  }));
