import { it } from 'vitest';
import { withStation } from './tested-station.ts';

const accepted = (idTag: string) => ({ idTag, idTagInfo: { status: 'Accepted' } });
const ELEVEN = Array.from({ length: 11 }, (_, n) => accepted(`TAG-${n}`));

it.each([
  ['more than SendLocalListMaxLength', { listVersion: 2, localAuthorizationList: ELEVEN }],
  ['an idTag twice', { listVersion: 2, localAuthorizationList: [accepted('A'), accepted('a')] }],
  ['a Full entry without idTagInfo', { listVersion: 2, localAuthorizationList: [{ idTag: 'A' }] }],
  ['version 0', { listVersion: 0, localAuthorizationList: [accepted('A')] }],
])('TC_043_3_CS Send Local Authorization List - Failed (%s)', (_why, list) =>
  withStation({}, async (station) => {
    await station.expectCall('SendLocalList', { updateType: 'Full', ...list }, { status: 'Failed' });
    await station.expectCall('GetLocalListVersion', {}, { listVersion: 0 });
  }));

it('TC_043_3_CS Send Local Authorization List - Failed (the disk is full)', () =>
  withStation({}, async (station) => {
    station.storage.full = true;
    const list = { listVersion: 2, updateType: 'Full', localAuthorizationList: [accepted('A')] };
    await station.expectCall('SendLocalList', list, { status: 'Failed' });
    station.storage.full = false;
    await station.expectCall('GetLocalListVersion', {}, { listVersion: 0 });
  }));
