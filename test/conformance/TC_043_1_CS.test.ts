import { it } from 'vitest';
import { withStation } from './tested-station.ts';

it('TC_043_1_CS Send Local Authorization List - NotSupported', () =>
  withStation({}, async (station) => {
    const change = { key: 'LocalAuthListEnabled', value: 'false' };
    await station.expectCall('ChangeConfiguration', change, { status: 'Accepted' });
    const localAuthorizationList = [{ idTag: 'A', idTagInfo: { status: 'Accepted' } }];
    const full = { listVersion: 1, updateType: 'Full', localAuthorizationList };
    await station.expectCall('SendLocalList', full, { status: 'NotSupported' });
  }));
