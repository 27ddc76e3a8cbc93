import type { ChargingSchedulePeriod } from '../vocabulary/records.ts';
import { type ChargingSituation, limitFunction } from './charging-limit.ts';

/**
 * The composite schedule of a connector, or of the station for connector 0 (OCPP 1.6 ed.2 5.7, errata
 * 3.28-3.30): what is allowed from `from_ms` on, in A. Second s holds the limit in force at `from_ms` + s
 * seconds, equal neighbours are one period, the first begins at 0. Sharing between connectors does not enter.
 *
 * Goes from boundary to boundary. Cost: boundaries in the window times periods of all profiles; the length of
 * the window alone costs nothing.
 * @param from_ms Unix time in ms. @param duration_s at least 1.
 */
export function compositeSchedule(
  situation: ChargingSituation,
  connectorId: number,
  from_ms: number,
  duration_s: number,
): ChargingSchedulePeriod[] {
  const limit = limitFunction(situation, connectorId, from_ms);
  const periods: ChargingSchedulePeriod[] = [];
  for (let t_ms: number | null = from_ms; t_ms !== null; ) {
    const startPeriod = Math.ceil((t_ms - from_ms) / 1000);
    if (startPeriod >= duration_s) break;
    const { limit_A, until_ms } = limit(t_ms);
    // A limit that ends before the next whole second has no second of its own.
    if (periods.at(-1)?.startPeriod === startPeriod) periods.pop();
    if (periods.at(-1)?.limit !== limit_A) periods.push({ startPeriod, limit: limit_A });
    t_ms = until_ms;
  }
  return periods;
}
