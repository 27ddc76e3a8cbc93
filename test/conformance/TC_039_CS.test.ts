import { it } from 'vitest';
import { sent } from './expected-message.ts';
import { listIdTags } from './local-list.ts';
import { withStation } from './tested-station.ts';

const SETTINGS = [
  ['AllowOfflineTxForUnknownId', 'true'],
  ['MeterValueSampleInterval', '0'],
] as const;

it('TC_039_CS Offline Transaction', () =>
  withStation({ settings: SETTINGS }, async (station) => {
    await listIdTags(station, { A: 'Accepted' });
    const accepted = { transactionId: 4711, idTagInfo: { status: 'Accepted' } };
    station.centralSystem.answer('StartTransaction', accepted);
    await station.link('down');
    await station.plug(1);
    const started_s = station.now_s;
    await station.card('A');
    await station.pass_s(60);
    await station.card('A');
    await station.unplug(1);
    await station.link('up');
    await station.pass_s(10);
    station.expectSent([
      sent('StartTransaction', { idTag: 'A', meterStart: 0, timestamp: station.at_s(started_s) }),
      sent('StopTransaction', { transactionId: 4711, idTag: 'A', reason: 'Local', meterStop: 124 }),
    ]);
  }));
