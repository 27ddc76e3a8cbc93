import { it } from 'vitest';
import { withStation } from './tested-station.ts';

it.each([
  {},
  { localAuthorizationList: [] },
])('TC_042_2_CS Get Local List Version (empty) (sent as %j)', (list) =>
  withStation({}, async (station) => {
    const full = { listVersion: 1, updateType: 'Full', ...list };
    await station.expectCall('SendLocalList', full, { status: 'Accepted' });
    await station.expectCall('GetLocalListVersion', {}, { listVersion: 0 });
  }));
