import type { CommitRequest } from '../../../machines/vocabulary/effects.ts';
import { reservationActor } from '../../../machines/vocabulary/peer.ts';
import type { ReservationRecord } from '../../../machines/vocabulary/records.ts';
import type { Violation } from '../properties.ts';
import { authorisedIn, CONNECTORS, connectorAt, isUp, startsIn } from './station-facts.ts';
import type { Node } from './station-model.ts';
import type { StationCheck, StationStep } from './station-properties.ts';

const reservationsIn = ({ records }: Node): readonly ReservationRecord[] =>
  Object.values(records.reservations);
type Driver = { readonly idTag: string; readonly parentIdTag: string | null };
const isFor = ({ idTag, parentIdTag }: ReservationRecord, driver: Driver): boolean =>
  idTag === driver.idTag || (parentIdTag !== null && parentIdTag === driver.parentIdTag);

/** S8: what is reserved for one is started by nobody else. */
const reservedIsReserved: StationCheck = ({ before, record }) => {
  for (const start of startsIn(record.effects)) {
    const other = reservationsIn(before).find(
      (it) => it.connectorId === start.connectorId && !isFor(it, start),
    );
    if (other) return `${start.idTag} starts on connector ${start.connectorId}, reserved for ${other.idTag}`;
  }
  return null;
};

const isFree = (node: Node, connectorId: number): boolean => {
  const connector = connectorAt(node, connectorId);
  if (!connector || reservationsIn(node).some((it) => it.connectorId === connectorId)) return false;
  const { reservedBy } = connector.context.control;
  const unused =
    connector.matches({ session: 'idle' }) ||
    (connector.matches({ session: 'preparing' }) && reservedBy !== null);
  return unused && connector.matches({ availability: 'operative' }) && connector.matches({ condition: 'ok' });
};
/**
 * The reservations of connector 0 whose driver has not come. One whose driver is still being authorised waits
 * yet, for he may be refused; one whose driver is sent away from a connector waits again.
 */
const waitingIn = (node: Node, replaced: readonly number[] = []): readonly ReservationRecord[] =>
  reservationsIn(node).filter(({ connectorId, reservationId }) => {
    const uses = (id: number): boolean => {
      const connector = connectorAt(node, id);
      const begun = !replaced.includes(id) && !connector?.matches({ session: 'authorising' });
      return begun && connector?.context.control.using === reservationId;
    };
    return connectorId === 0 && !CONNECTORS.some(uses);
  });

/** S8: nothing is reserved that leaves a reservation of connector 0 without a connector for its driver. */
const onlyWhatIsThere: StationCheck = ({ record, after }) => {
  const made = record.effects.some(
    ({ port, params }) =>
      port === 'commit' && (params as CommitRequest).changes?.some((it) => it.type === 'reservation-stored'),
  );
  const [waiting, free] = [waitingIn(after).length, CONNECTORS.filter((id) => isFree(after, id)).length];
  if (!made || after.around.edge.full || free >= waiting) return null;
  return `something is reserved, and of ${waiting} drivers of connector 0 there is room for ${free}`;
};

/**
 * S8: a reservation of connector 0 keeps one connector for its driver. Who still has his cable in a Finishing
 * connector, or takes the one that is reserved for him, takes none from anybody: no such was counted as free.
 */
const oneIsKept: StationCheck = ({ before, record }) => {
  for (const order of authorisedIn(record)) {
    const replaced = CONNECTORS.filter((id) => connectorAt(before, id)?.matches({ session: 'awaitingPlug' }));
    const waiting = waitingIn(before, replaced);
    if (waiting.some((it) => isFor(it, order))) continue;
    if (connectorAt(before, order.connectorId)?.matches({ session: 'finishing' })) continue;
    if (reservationsIn(before).some((it) => it.connectorId === order.connectorId && isFor(it, order)))
      continue;
    const left = CONNECTORS.filter(
      (id) => id !== order.connectorId && (isFree(before, id) || replaced.includes(id)),
    );
    if (left.length < waiting.length)
      return `${order.idTag} takes connector ${order.connectorId}, the last one, and connector 0 is reserved`;
  }
  return null;
};

/** L4: a reservation waits for its moment, or for room to store its end; and ends with its connector. */
const endsAtLast: StationCheck = ({ after, resting }) => {
  if (!resting || !isUp(after)) return null;
  for (const { reservationId, connectorId } of reservationsIn(after)) {
    const actor = reservationActor(reservationId);
    const retries = after.world.timers.some((it) => it.actor === actor);
    if (!after.around.board.alarms.includes(actor) && !retries)
      return `nothing ends reservation ${reservationId}`;
    const connector = connectorAt(after, connectorId);
    const works =
      !connector ||
      (connector.matches({ availability: 'operative' }) && connector.matches({ condition: 'ok' }));
    if (!works && !retries) return `reservation ${reservationId} outlives its connector's being in service`;
  }
  return null;
};

const CHECKS: readonly (readonly [property: string, check: StationCheck])[] = [
  ['S8', reservedIsReserved],
  ['S8', oneIsKept],
  ['S8', onlyWhatIsThere],
  ['L4', endsAtLast],
];

export function checkReservations(step: StationStep): Violation | null {
  for (const [property, check] of CHECKS) {
    const words = check(step);
    if (words !== null) return { property, words };
  }
  return null;
}
