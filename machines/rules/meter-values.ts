import type { MeterValue, StationRecords } from '../vocabulary/records.ts';
import { listOf } from './configuration-values.ts';

const DEFAULT_MEASURAND = 'Energy.Active.Import.Register';

export type ReadingContext =
  | 'Sample.Periodic'
  | 'Sample.Clock'
  | 'Transaction.Begin'
  | 'Transaction.End'
  | 'Trigger';

/**
 * One reading of the register as OCPP sends it (OCPP 1.6 ed.2 3.16). No location, no format: the defaults
 * (Outlet, Raw) are what it is. Without `timestamp` the edge stamps it.
 */
export const meterValue = (energy_Wh: number, context: ReadingContext, timestamp?: string): MeterValue => ({
  ...(timestamp === undefined ? {} : { timestamp }),
  sampledValue: [{ value: String(energy_Wh), context, measurand: DEFAULT_MEASURAND, unit: 'Wh' }],
});

/** An empty MeterValuesSampledData or MeterValuesAlignedData means the default measurand (TC_070). */
export const samplesAnything = (records: StationRecords, key: string): boolean => {
  const measurands = listOf(records, key);
  return measurands.length === 0 || measurands.includes(DEFAULT_MEASURAND);
};

/**
 * What StopTransaction carries (OCPP 1.6 ed.2 3.16.6, errata 3.13 to 3.15 and 3.91): nothing when both
 * StopTxn lists are empty, else Begin and End always, and between them at most so many of the samples of its
 * list that the whole keeps to StopTransactionMaxMeterValues, the middle ones dropped first.
 */
export function transactionData(
  records: StationRecords,
  begin: MeterValue,
  samples: readonly MeterValue[],
  end: MeterValue,
): readonly MeterValue[] | undefined {
  const sampled = listOf(records, 'StopTxnSampledData').length > 0;
  const aligned = listOf(records, 'StopTxnAlignedData').length > 0;
  if (!sampled && !aligned) return undefined;
  const most = Math.max(0, records.profile.limits.stopTransactionMaxMeterValues - 2);
  const asked = samples.filter((it) => (it.sampledValue[0]!.context === 'Sample.Clock' ? aligned : sampled));
  return [begin, ...thinned(asked, most), end];
}

/** Keeps `most` items, spread evenly over the whole. */
export function thinned<T>(items: readonly T[], most: number): readonly T[] {
  const kept = Math.min(most, items.length);
  return Array.from({ length: kept }, (_, i) => items[Math.floor(((i + 0.5) * items.length) / kept)]!);
}
