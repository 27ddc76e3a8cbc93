import { expect, it } from 'vitest';
import { withStation } from './tested-station.ts';

const authorizationKey = '00ff10a0b1c2d3e4f50a3a5c7e8f9001';

it.each(['0', '1'])('TC_084_CS security profile 1 does not become %s', (value) =>
  withStation({ settings: [['SecurityProfile', '1']], authorizationKey }, async (station) => {
    const change = { key: 'SecurityProfile', value };
    await station.expectCall('ChangeConfiguration', change, { status: 'Rejected' });
    await station.pass_s(10);
    expect(station.record.events.filter(({ kind }) => kind === 'opened')).toHaveLength(1);
  }));
