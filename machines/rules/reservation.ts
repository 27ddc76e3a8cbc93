import { sameIdTag } from '../vocabulary/id-tag.ts';
import { parseIsoTime } from '../vocabulary/instant.ts';
import type { ReservationRecord } from '../vocabulary/records.ts';
import type { ConnectorSummary } from '../vocabulary/summary.ts';
import type { StationView } from './calls/call.ts';

/** Of a view, what reservations are decided from. */
export type ReservationView = Pick<StationView, 'connectors' | 'at'> & {
  readonly records: Pick<StationView['records'], 'reservations'>;
};

export type Driver = { readonly idTag: string; readonly parentIdTag: string | null };
/** A driver, or the session of a connector that may have none. */
type Identified = { readonly idTag: string | null; readonly parentIdTag: string | null };

/** Reservations that have not expired (OCPP 1.6 ed.2 5.13): one expires at its expiryDate, not after it. */
export const activeReservations = ({ records, at }: ReservationView): readonly ReservationRecord[] =>
  Object.values(records.reservations).filter(
    ({ expiryDate }) => (parseIsoTime(expiryDate) ?? 0) > at.wall_ms,
  );

/**
 * The reservations that are over (OCPP 1.6 ed.2 5.13): expired, or for a connector that became Faulted or
 * Unavailable; for connector 0 the station, or every connector of it.
 */
export function endedReservations(view: StationView): readonly ReservationRecord[] {
  const { records, connectors, stationFaulted } = view;
  const stationWorks = records.operative && !stationFaulted;
  const works = (connectorId: number) =>
    stationWorks &&
    connectors.some(
      (connector) =>
        (connectorId === 0 || connector.connectorId === connectorId) &&
        connector.operative &&
        !connector.faulted,
    );
  const active = activeReservations(view);
  return Object.values(records.reservations).filter(
    (reservation) => !active.includes(reservation) || !works(reservation.connectorId),
  );
}

/** A reservation is for its idTag and, if it names a parent, for every idTag of that parent. */
export const reservedFor = (reservation: ReservationRecord, driver: Identified): boolean =>
  sameIdTag(reservation.idTag, driver.idTag) || sameIdTag(reservation.parentIdTag, driver.parentIdTag);

/** The reservation of a connector that is for a family; only Authorize or the list tell whose an idTag is. */
export const familyReservation = (
  connectorId: number | undefined,
  view: ReservationView,
): ReservationRecord | null =>
  activeReservations(view).find((it) => it.connectorId === connectorId && (it.parentIdTag ?? '') !== '') ??
  null;

/**
 * The reservation that a start terminates (OCPP 1.6 ed.2 6.45): the one its driver came for, unless it was
 * cancelled, expired or was replaced since.
 */
export function terminatedBy(
  start: Driver & { readonly connectorId: number; readonly reservationId: number | null },
  { reservations }: ReservationView['records'],
): number | null {
  const held = Object.values(reservations).find((it) => it.reservationId === start.reservationId);
  const here = held?.connectorId === 0 || held?.connectorId === start.connectorId;
  return held && here && reservedFor(held, start) ? held.reservationId : null;
}

/** Nobody uses it. A cable alone is no use of a Reserved connector: it does not end the reservation. */
const unused = ({ session, status }: ConnectorSummary): boolean =>
  session === 'idle' || (session === 'preparing' && status === 'Reserved');

const usable = (connector: ConnectorSummary): boolean =>
  connector.operative && !connector.scheduledInoperative && !connector.faulted;

/** Connectors that nobody uses, that work, and that are reserved for nobody in particular. */
export function freeConnectors(view: ReservationView): readonly ConnectorSummary[] {
  const reserved = new Set(activeReservations(view).map(({ connectorId }) => connectorId));
  return view.connectors.filter(
    (connector) => unused(connector) && usable(connector) && !reserved.has(connector.connectorId),
  );
}

/**
 * Reservations of connector 0 that still wait for their driver; one whose session has begun holds nothing
 * else. A remote start that is still being authorised has begun nothing: if it is refused, its connector may
 * be in somebody's use, and no other one would be left.
 */
export function waitingStationReservations(view: ReservationView): readonly ReservationRecord[] {
  const begun = (reservation: ReservationRecord) =>
    view.connectors.some(
      (connector) =>
        connector.reservationId === reservation.reservationId &&
        connector.session !== 'authorising' &&
        reservedFor(reservation, connector) &&
        !unused(connector),
    );
  return activeReservations(view).filter(
    (reservation) => reservation.connectorId === 0 && !begun(reservation),
  );
}

export type StartQuestion = Driver & {
  readonly connectorId: number;
  /** The connector that is given up by this: the driver moves here, or takes the place of one who waited. */
  readonly leavesConnectorId?: number;
};
/** `reservationId` is the reservation that the start uses up. */
export type StartRight = { readonly allowed: boolean; readonly reservationId?: number };

/**
 * Whether reservations let a driver use a connector (S8). A reservation of the connector is for its driver
 * alone; reservations of connector 0 are for any connector, and keep one free for each until their driver
 * comes (OCPP 1.6 ed.2 5.13). Says nothing of whether the connector works or is in use.
 */
export function mayStart(question: StartQuestion, view: ReservationView): StartRight {
  const { connectorId, leavesConnectorId } = question;
  const here = activeReservations(view).filter((reservation) => reservation.connectorId === connectorId);
  const own = here.find((reservation) => reservedFor(reservation, question));
  if (own) return { allowed: true, reservationId: own.reservationId };
  if (here.length > 0) return { allowed: false };

  // What the session that is given up had begun to use, waits again.
  const connectors = view.connectors.map((connector) =>
    connector.connectorId === leavesConnectorId ? { ...connector, session: 'idle' as const } : connector,
  );
  const left = { ...view, connectors };
  const waiting = waitingStationReservations(left);
  const ownAnywhere = waiting.find((reservation) => reservedFor(reservation, question));
  if (ownAnywhere) return { allowed: true, reservationId: ownAnywhere.reservationId };
  const others = freeConnectors(left).filter((connector) => connector.connectorId !== connectorId);
  return { allowed: others.length >= waiting.length };
}

/**
 * The reservation that makes an idle connector show Reserved, or null. Connector 0 itself never does (7.7);
 * its reservation shows on the last free connector.
 */
export function reservedStatusFor(connectorId: number, view: ReservationView): number | null {
  if (connectorId === 0) return null;
  const own = activeReservations(view).find((reservation) => reservation.connectorId === connectorId);
  if (own) return own.reservationId;
  const free = freeConnectors(view);
  const position = free.findIndex((connector) => connector.connectorId === connectorId);
  const waiting = waitingStationReservations(view);
  return free.length <= waiting.length ? (waiting[position]?.reservationId ?? null) : null;
}
