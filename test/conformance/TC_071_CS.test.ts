import { expect, it } from 'vitest';
import { startCharging } from './charging.ts';
import { sent } from './expected-message.ts';
import { clockSample } from './meter-sample.ts';
import { withStation } from './tested-station.ts';

const INTERVAL_S = 30;
const SETTINGS = [
  ['MeterValueSampleInterval', '0'],
  ['ClockAlignedDataInterval', String(INTERVAL_S)],
] as const;

it('TC_071_CS Clock-aligned Meter Values', () =>
  withStation({ settings: SETTINGS }, async (station) => {
    const key = 'MeterValuesAlignedData';
    const shown = [{ key, readonly: false, value: 'Energy.Active.Import.Register' }];
    await station.expectCall('GetConfiguration', { key: [key] }, { configurationKey: shown });
    const transactionId = await startCharging(station);
    await station.pass_s(3 * INTERVAL_S);
    const told = station.takeSent();
    const of = (connectorId: number) =>
      told.filter((it) => it.payload.connectorId === connectorId).map(({ payload }) => payload);
    // 2026-01-01T00:00:00Z was the start, so 30, 60 and 90 s are on the boundary.
    const boundaries = [1, 2, 3].map((n) => station.at_s(n * INTERVAL_S));
    expect(of(1)).toEqual(
      boundaries.map((at) => ({ connectorId: 1, transactionId, meterValue: [clockSample(at)] })),
    );
    expect(of(2)).toEqual(boundaries.map((at) => ({ connectorId: 2, meterValue: [clockSample(at)] })));
    expect(told).toHaveLength(6);
    expect(new Set(told.map(({ at_ms }) => at_ms))).toEqual(new Set([30_000, 60_000, 90_000]));
  }));

it('TC_071_CS the central system sets our clock: the boundaries follow it at once', () =>
  withStation({ settings: SETTINGS }, async (station) => {
    await startCharging(station);
    await station.pass_s(2);
    const later_ms = 7_000;
    station.centralSystem.answer('Heartbeat', () => ({
      currentTime: new Date(station.clock.now().wall_ms + later_ms).toISOString(),
    }));
    await station.expectCall('TriggerMessage', { requestedMessage: 'Heartbeat' }, { status: 'Accepted' });
    await station.pass_s(30);
    const meterValue = [clockSample('2026-01-01T00:00:30.000Z')];
    const told = station.expectSent([
      sent('MeterValues', { connectorId: 2, meterValue }),
      sent('MeterValues', { connectorId: 1, meterValue }),
    ]);
    expect(told.map(({ at_ms }) => at_ms)).toEqual([23_000, 23_000]);
  }));
