import type { Fault, StatusReport } from '../vocabulary/status.ts';
import type { ConnectorSummary } from '../vocabulary/summary.ts';
import { statusReport } from './connector-status.ts';
import { isWarning } from './faults.ts';

type Station = {
  readonly operative: boolean;
  readonly installing: boolean;
  readonly faults: readonly Fault[];
  readonly connectors: readonly ConnectorSummary[];
};

export const isStationFaulted = ({ faults }: Pick<Station, 'faults'>): boolean =>
  faults.some((it) => !isWarning(it));

/**
 * Connector 0 knows only Available, Unavailable and Faulted; out of service it is when the last connector is.
 */
export function stationReport(station: Station): StatusReport {
  const settled = station.connectors.every((it) => !it.scheduledInoperative);
  const status = isStationFaulted(station)
    ? 'Faulted'
    : (!station.operative || station.installing) && settled
      ? 'Unavailable'
      : 'Available';
  return statusReport(0, status, station.faults);
}

/** Connectors 0 to N, in order. */
export const allReports = (station: Station): readonly StatusReport[] => [
  stationReport(station),
  ...station.connectors.map((it) => it.report),
];
