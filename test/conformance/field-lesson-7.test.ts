import { expect, it } from 'vitest';
import { startCharging } from './charging.ts';
import { withStation } from './tested-station.ts';

const SETTINGS = [
  ['MeterValueSampleInterval', '10'],
  ['StopTxnSampledData', 'Energy.Active.Import.Register'],
] as const;

it('field lesson 7: of a long charge StopTransaction carries the first and the last value', () =>
  withStation({ settings: SETTINGS }, async (station) => {
    await startCharging(station);
    await station.pass_s(1000);
    station.takeSent();
    await station.card('A');
    const [stop] = station.takeSent().filter(({ action }) => action === 'StopTransaction');
    const data = stop?.payload.transactionData as { sampledValue: { context: string; value: string }[] }[];
    expect(data.map(({ sampledValue }) => sampledValue[0])).toEqual([
      expect.objectContaining({ context: 'Transaction.Begin', value: '0' }),
      expect.objectContaining({ context: 'Transaction.End', value: String(stop?.payload.meterStop) }),
    ]);
  }));
