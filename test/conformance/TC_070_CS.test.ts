import { expect, it } from 'vitest';
import { lastTransactionId } from './charging.ts';
import { sent, status } from './expected-message.ts';
import { periodicSample } from './meter-sample.ts';
import { withStation } from './tested-station.ts';

it.each([10, 60])('TC_070_CS Sampled Meter Values (each %i s)', (interval_s) =>
  withStation(
    {
      settings: [
        ['MeterValueSampleInterval', String(interval_s)],
        ['ClockAlignedDataInterval', '0'],
      ],
    },
    async (station) => {
      const key = 'MeterValuesSampledData';
      const value = 'Energy.Active.Import.Register';
      const shown = { configurationKey: [{ key, readonly: false, value }] };
      await station.expectCall('GetConfiguration', { key: [key] }, shown);
      await station.plug(1);
      const start_s = station.now_s;
      await station.card('A');
      await station.pass_s(3 * interval_s);
      const transactionId = lastTransactionId(station);
      const told = station.expectSent([
        status(1, 'Preparing'),
        sent('Authorize'),
        sent('StartTransaction', { timestamp: station.at_s(start_s) }),
        status(1, 'Charging'),
        ...[1, 2, 3].map((n) =>
          sent('MeterValues', {
            connectorId: 1,
            transactionId,
            meterValue: [periodicSample(station.at_s(start_s + n * interval_s))],
          }),
        ),
      ]);
      // Each is sent at the time it tells.
      expect(told.slice(4).map(({ at_ms }) => at_ms)).toEqual(
        [1, 2, 3].map((n) => (start_s + n * interval_s) * 1000),
      );
    },
  ));

it('TC_070_CS MeterValueSampleInterval 0: no samples', () =>
  withStation({ settings: [['MeterValueSampleInterval', '0']] }, async (station) => {
    await station.plug(1);
    await station.card('A');
    await station.pass_s(180);
    station.expectSent([
      status(1, 'Preparing'),
      sent('Authorize'),
      sent('StartTransaction'),
      status(1, 'Charging'),
    ]);
  }));
