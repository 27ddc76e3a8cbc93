import type { Requests } from '../../messages/catalogue.ts';
import { isoTime, parseIsoTime } from '../../vocabulary/instant.ts';
import { CHARGE_POINT } from '../../vocabulary/peer.ts';
import type { StationRecords } from '../../vocabulary/records.ts';
import type { ConnectorSummary } from '../../vocabulary/summary.ts';
import { freeConnectors, waitingStationReservations } from '../reservation.ts';
import type { CallDecision, CallRule, StationView } from './call.ts';
import { knownConnector } from './known-connector.ts';

type Request = Requests['ReserveNow'];

type Status = 'Accepted' | 'Faulted' | 'Occupied' | 'Rejected' | 'Unavailable';

const rejected = (why: string): CallDecision => ({ conf: { status: 'Rejected' }, why });

const without = (records: StationRecords, reservationId: number): StationRecords => {
  const { [reservationId]: _replaced, ...reservations } = records.reservations;
  return { ...records, reservations };
};

const operative = (connector: ConnectorSummary, { records }: StationView): boolean =>
  records.operative && connector.operative;

function connectorStatus(connector: ConnectorSummary, view: StationView): Status {
  if (view.stationFaulted || connector.faulted) return 'Faulted';
  // Unavailable only comes after the transaction: until then it is in use.
  if (connector.scheduledInoperative) return 'Occupied';
  if (!operative(connector, view)) return 'Unavailable';
  const free = freeConnectors(view);
  // One more promise must leave a connector for each reservation of connector 0.
  const spare = free.length > waitingStationReservations(view).length;
  return free.includes(connector) && spare ? 'Accepted' : 'Occupied';
}

function stationStatus(view: StationView): Status {
  const { connectors, stationFaulted, records } = view;
  if (stationFaulted || connectors.every(({ faulted }) => faulted)) return 'Faulted';
  if (!records.operative) return 'Unavailable';
  if (freeConnectors(view).length > waitingStationReservations(view).length) return 'Accepted';
  const working = connectors.filter(({ faulted }) => !faulted);
  return working.every((connector) => !operative(connector, view)) ? 'Unavailable' : 'Occupied';
}

/**
 * ReserveNow (OCPP 1.6 ed.2 5.13). The same reservationId replaces the reservation, so the answer is that of
 * a station without it. Rejected also: no such connector, an expiryDate that has passed, a station about to
 * restart.
 */
export const reserveNow: CallRule<Request> = (request, view) => {
  const { connectorId, reservationId, idTag, parentIdTag } = request;
  const expiry_ms = parseIsoTime(request.expiryDate) ?? 0;
  if (connectorId === 0 && !view.records.profile.features.reserveConnectorZero)
    return rejected('the station as a whole cannot be reserved');
  if (connectorId !== 0 && !knownConnector(connectorId, view))
    return rejected(`connector ${connectorId} does not exist`);
  if (expiry_ms <= view.at.wall_ms) return rejected('the expiryDate has passed');
  if (view.restarting) return rejected('the station is about to restart');

  const before = { ...view, records: without(view.records, reservationId) };
  const connector = view.connectors.find((candidate) => candidate.connectorId === connectorId);
  const status = connector ? connectorStatus(connector, before) : stationStatus(before);
  if (status !== 'Accepted') return { conf: { status } };
  const reservation = {
    reservationId,
    connectorId,
    idTag,
    parentIdTag: parentIdTag ?? null,
    expiryDate: isoTime(expiry_ms),
  };
  return {
    conf: { status },
    confIfFailed: { status: 'Rejected' },
    changes: [{ type: 'reservation-stored', reservation }],
    then: [{ to: CHARGE_POINT, event: { type: 'RESERVATIONS_CHANGED' } }],
  };
};
