import { expect, it } from 'vitest';
import { startCharging } from './charging.ts';
import { sent } from './expected-message.ts';
import { periodicSample } from './meter-sample.ts';
import { withStation } from './tested-station.ts';

const INTERVAL_S = 10;
const SETTINGS = [
  ['MeterValueSampleInterval', String(INTERVAL_S)],
  ['HeartbeatInterval', '60'],
] as const;

it.each([
  'down',
  'black-hole',
] as const)('TC_036_CS Connection Loss During Transaction (the link is a %s)', (how) =>
  withStation({ settings: SETTINGS }, async (station) => {
    const transactionId = await startCharging(station);
    const start = station.record.events.find((it) => it.kind === 'call' && it.action === 'StartTransaction');
    const start_s = start!.at_ms / 1000;
    const sample = (n: number) =>
      sent('MeterValues', {
        connectorId: 1,
        transactionId,
        meterValue: [periodicSample(station.at_s(start_s + n * INTERVAL_S))],
      });
    await station.pass_s(start_s + 25 - station.now_s);
    station.expectSent([sample(1), sample(2)]);

    await station.link(how);
    await station.pass_s(40);
    station.expectSent([]);
    await station.link('up');
    await station.pass_s(14);
    const queued = station.expectSent([sample(3), sample(4), sample(5), sample(6), sample(7)]);
    expect(queued.filter(({ at_ms }) => at_ms < (start_s + 70) * 1000)).toHaveLength(4);
    await station.pass_s(10);
    station.expectSent([sample(8)]);
  }));
