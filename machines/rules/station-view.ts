import type { ChargePointContext } from '../charge-point.ts';
import type { Instant } from '../vocabulary/instant.ts';
import type { StationView } from './calls/call.ts';
import { isStationFaulted } from './station-status.ts';

/** Everything a decision about a CALL may look at. */
export const stationView = ({ control, records }: ChargePointContext, at: Instant): StationView => ({
  records: records.now,
  connectors: control.connectors,
  stationFaulted: isStationFaulted(control),
  link: control.link,
  restarting: control.going !== null,
  installing: control.installing,
  at,
});
