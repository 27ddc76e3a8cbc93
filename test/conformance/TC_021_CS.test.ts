import { it } from 'vitest';
import { powerCut } from './power-cut.ts';
import { withStation } from './tested-station.ts';

const KEY = 'MeterValueSampleInterval';

it('TC_021_CS Change/set Configuration', () =>
  withStation({}, async (station) => {
    await station.expectCall('ChangeConfiguration', { key: KEY, value: '15' }, { status: 'Accepted' });
    const shown = { configurationKey: [{ key: KEY, readonly: false, value: '15' }] };
    await station.expectCall('GetConfiguration', { key: [KEY] }, shown);
    await powerCut(station);
    station.takeSent();
    await station.expectCall('GetConfiguration', { key: [KEY] }, shown);
  }));
