import type { StationView } from '../rules/calls/call.ts';
import { endedReservations, reservedStatusFor } from '../rules/reservation.ts';
import { stationView } from '../rules/station-view.ts';
import { type ActorId, type Addressed, connectorActor, reservationActor } from '../vocabulary/peer.ts';
import type { ReservationRecord } from '../vocabulary/records.ts';
import type { ConnectorSummary } from '../vocabulary/summary.ts';
import type { ChargePointContext } from './setup.ts';

/** Whether a reservation has expired is its own actor's to say, by the alarm; here none has. */
const TIMELESS = { monotonic_ms: 0, wall_ms: 0 };

type Followed = {
  readonly spawned: readonly { readonly id: string; readonly input: { reservation: ReservationRecord } }[];
  readonly told: readonly Addressed[];
  readonly gone: readonly ActorId[];
  readonly reservations: readonly ReservationRecord[];
};

/** What brings the reservation actors in step with the records. */
export function reservationsFollowed({ records, control }: ChargePointContext): Followed {
  const reservations = Object.values(records.now.reservations);
  const known = new Map(control.reservations.map((it) => [it.reservationId, it]));
  const there = new Set(reservations.map(({ reservationId }) => reservationId));
  const replaced = reservations.filter(
    (it) => known.has(it.reservationId) && known.get(it.reservationId) !== it,
  );
  return {
    spawned: reservations
      .filter(({ reservationId }) => !known.has(reservationId))
      .map((reservation) => ({ id: reservationActor(reservation.reservationId), input: { reservation } })),
    told: replaced.map((reservation) => ({
      to: reservationActor(reservation.reservationId),
      event: { type: 'REPLACED', reservation },
    })),
    gone: control.reservations
      .filter(({ reservationId }) => !there.has(reservationId))
      .map(({ reservationId }) => reservationActor(reservationId)),
    reservations,
  };
}

/** What is out of service only for new firmware comes back as it was, with its reservation. */
const asRecorded = ({ connectors, records }: StationView): readonly ConnectorSummary[] =>
  connectors.map((it) => ({
    ...it,
    operative: it.operative || records.connectors[it.connectorId]?.operative === true,
  }));

/** Which connectors show another reservation now, and which reservations have lost what they were for. */
export function toldOfReservations(context: ChargePointContext): readonly Addressed[] {
  const view = stationView(context, TIMELESS);
  const changed = view.connectors.flatMap(({ connectorId, session, reservationId }) => {
    // Unavailable becomes Available before it is Reserved (OCPP 1.6 ed.2 4.9).
    const now = context.control.installing ? null : reservedStatusFor(connectorId, view);
    // While a session uses one, the summary names that one.
    const used = session !== 'idle' && session !== 'preparing' && reservationId !== null;
    return used || now === reservationId
      ? []
      : [{ to: connectorActor(connectorId), event: { type: 'RESERVED', reservationId: now } }];
  });
  const followed = new Set(context.control.reservations.map(({ reservationId }) => reservationId));
  const lost = endedReservations({ ...view, connectors: asRecorded(view) })
    .filter(({ reservationId }) => followed.has(reservationId))
    .map(({ reservationId }) => ({ to: reservationActor(reservationId), event: { type: 'LOST' } }));
  return [...changed, ...lost];
}
