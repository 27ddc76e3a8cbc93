import { it } from 'vitest';
import { status } from './expected-message.ts';
import { listIdTags } from './local-list.ts';
import { withStation } from './tested-station.ts';

const SETTINGS = [['AllowOfflineTxForUnknownId', 'true']] as const;

it.each([
  'Blocked',
  'Expired',
  'Invalid',
])('field lesson 10: offline, an idTag listed as %s is no unknown one: it starts nothing', (is) =>
  withStation({ settings: SETTINGS }, async (station) => {
    await listIdTags(station, { X: is });
    await station.link('down');
    await station.plug(1);
    await station.card('X');
    await station.pass_s(10);
    await station.link('up');
    await station.pass_s(20);
    station.expectSent([status(1, 'Preparing')]);
  }));
