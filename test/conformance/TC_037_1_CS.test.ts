import { it } from 'vitest';
import { anyOrder, sent, status } from './expected-message.ts';
import { listIdTags } from './local-list.ts';
import { withStation } from './tested-station.ts';

const SETTINGS = [['AllowOfflineTxForUnknownId', 'true']] as const;

it('TC_037_1_CS Offline Start Transaction - Valid IdTag', () =>
  withStation({ settings: SETTINGS }, async (station) => {
    await listIdTags(station, { A: 'Accepted' });
    await station.link('down');
    await station.plug(1);
    const shown_s = station.now_s;
    await station.card('A');
    await station.pass_s(20);
    station.expectSent([]);
    await station.link('up');
    await station.pass_s(10);
    station.expectSent([
      anyOrder(
        sent('StartTransaction', { connectorId: 1, idTag: 'A', timestamp: station.at_s(shown_s) }),
        // The status of the moment, and when it began; not the Preparing of before.
        status(1, 'Charging', { timestamp: station.at_s(shown_s + 0.22) }),
      ),
    ]);
  }));

it.each([
  ['unknown, and unknown ones may not', [], {}, 'N'],
  ['blocked on the list, although unknown ones may', SETTINGS, { X: 'Blocked' }, 'X'],
])('TC_037_1_CS offline, an idTag that is %s start nothing', (_why, settings, list, idTag) =>
  withStation({ settings }, async (station) => {
    await listIdTags(station, { A: 'Accepted', ...list });
    await station.link('down');
    await station.plug(1);
    await station.card(idTag);
    await station.pass_s(10);
    await station.link('up');
    await station.pass_s(10);
    station.expectSent([status(1, 'Preparing')]);
  }));
