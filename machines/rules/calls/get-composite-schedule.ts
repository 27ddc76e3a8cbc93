import type { Requests } from '../../messages/catalogue.ts';
import { isoTime } from '../../vocabulary/instant.ts';
import { chargingSituation } from '../charging-limit.ts';
import { compositeSchedule } from '../composite-schedule.ts';
import type { CallRule } from './call.ts';
import { knownConnector } from './known-connector.ts';

type Request = Requests['GetCompositeSchedule'];

/**
 * A longer request is answered for this long, and says so in `duration`: the largest integer would ask for 68
 * years of daily periods in one frame.
 */
const LONGEST_s = 31 * 86_400;

/**
 * GetCompositeSchedule (OCPP 1.6 ed.2 5.7): from the moment of receipt (errata 3.28). The start is given as
 * `scheduleStart`, not again inside the schedule (errata 3.57).
 */
export const getCompositeSchedule: CallRule<Request> = (request, view) => {
  const { profile } = view.records;
  const { connectorId, chargingRateUnit = profile.features.chargingRateUnits[0]! } = request;
  const answerable =
    (connectorId === 0 || knownConnector(connectorId, view)) &&
    profile.features.chargingRateUnits.includes(chargingRateUnit) &&
    request.duration > 0;
  if (!answerable) return { conf: { status: 'Rejected' } };
  const duration = Math.min(request.duration, LONGEST_s);
  const ids = view.connectors.map((connector) => connector.connectorId);
  const situation = chargingSituation(view.records, ids);
  const periods_A = compositeSchedule(situation, connectorId, view.at.wall_ms, duration);
  const perAmpere = chargingRateUnit === 'W' ? profile.supplyVoltage_V : 1;
  return {
    conf: {
      status: 'Accepted',
      connectorId,
      scheduleStart: isoTime(view.at.wall_ms),
      chargingSchedule: {
        duration,
        chargingRateUnit,
        chargingSchedulePeriod: periods_A.map(({ startPeriod, limit }) => ({
          startPeriod,
          limit: Math.round(limit * perAmpere * 10) / 10,
        })),
      },
    },
  };
};
