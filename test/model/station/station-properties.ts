import type { AnyMachineSnapshot } from 'xstate';
import type { CommitRequest } from '../../../machines/vocabulary/effects.ts';
import {
  CHARGE_POINT,
  connectorActor,
  RFID_SESSION,
  transactionActor,
} from '../../../machines/vocabulary/peer.ts';
import { checkPower, type Violation } from '../properties.ts';
import type { StepRecord } from '../system.ts';
import { offersWithinLimits } from './offered-current.ts';
import { checkReservations } from './reservation-properties.ts';
import {
  authorisedIn,
  CONNECTORS,
  causeOf,
  connectorAt,
  goesDown,
  isInstalling,
  isUp,
  openAt,
  powerFactsAt,
  powerStepAt,
  startsIn,
} from './station-facts.ts';
import type { Node } from './station-model.ts';
import { lastStatusIsTrue, statusesFollow } from './statuses.ts';
import { vehicleAt } from './surroundings.ts';

/**
 * One step of the station. `resting`: nothing that follows at once (a stored commit, a reading, the contacts)
 * is outstanding.
 */
export type StationStep = {
  readonly before: Node;
  readonly record: StepRecord;
  readonly after: Node;
  readonly resting: boolean;
};
export type StationCheck = (step: StationStep) => string | null;

/** S11: a start is for somebody who was accepted, and where a vehicle is. */
const startsForSomebody: StationCheck = ({ before, record }) => {
  for (const { connectorId, idTag } of startsIn(record.effects)) {
    if (!before.around.people.granted.includes(idTag))
      return `${idTag} starts on connector ${connectorId} and was not accepted`;
    if (vehicleAt(before.around, connectorId).pilot === 'A')
      return `${idTag} starts on connector ${connectorId}, where no vehicle is`;
  }
  return null;
};
const oneAtATime: StationCheck = ({ before, record }) => {
  const twice = startsIn(record.effects).find((it) => openAt(before, it.connectorId));
  return twice ? `a second transaction starts on connector ${twice.connectorId}` : null;
};

/** A card goes to a connector with a vehicle that waits, of two to the one plugged last. */
const cardFindsItsConnector: StationCheck = ({ before, record }) => {
  if (Object.keys(before.records.reservations).length > 0 || goesDown(before)) return null;
  const waiting = CONNECTORS.filter((id) =>
    connectorAt(before, id)?.matches({ session: 'preparing' }),
  ).filter(
    (id) =>
      powerFactsAt(before, id)?.faulted === false &&
      connectorAt(before, id)?.matches({ availability: 'operative' }),
  );
  const { last } = before.around.plugged;
  const right = waiting.length > 1 && last !== null && waiting.includes(last) ? [last] : waiting;
  for (const { connectorId, remote } of authorisedIn(record)) {
    // A driver who waited has just plugged in: the cable of this very step.
    const moved =
      vehicleAt(before.around, connectorId).pilot === 'A' ||
      causeOf(record, RFID_SESSION, 'CALL_ANSWERED') === null;
    if (!remote && !moved && right.length > 0 && !right.includes(connectorId))
      return `the card goes to connector ${connectorId}, and a vehicle waits at ${right.join(' and ')}`;
  }
  return null;
};

const lookedAt = ({ world }: Node): string | null =>
  (world.actors.get(RFID_SESSION)?.state as AnyMachineSnapshot | undefined)?.context.control.idTag ?? null;
/** The card of a running transaction stops it; of two, the newest; and it starts nothing. */
const cardStopsTheNewest: StationCheck = ({ before, record }) => {
  const card = causeOf<{ idTag: string }>(record, RFID_SESSION, 'CARD');
  // A card that is being authorised is looked at already.
  if (!card || lookedAt(before) === card.idTag) return null;
  const mine = CONNECTORS.filter((id) => connectorAt(before, id)?.matches({ session: 'transaction' }))
    .flatMap((id) => openAt(before, id) ?? [])
    .filter(({ idTag }) => idTag === card.idTag)
    .sort((a, b) => b.id - a.id);
  // One whose start is not stored yet is nobody's newest.
  const [newest] = mine;
  if (!newest) return null;
  const stopped = record.log.flatMap((it) =>
    it.kind === 'sent' && it.event.type === 'STOP' && it.to.startsWith('connector-') ? [it.to] : [],
  );
  const what = stopped.join() || 'nothing';
  if (stopped.length !== 1 || stopped[0] !== connectorActor(newest.connectorId))
    return `${card.idTag} charges at connector ${newest.connectorId}, and its card stops ${what}`;
  return authorisedIn(record).length > 0 ? `the card of ${card.idTag} stops, and starts again` : null;
};

/** A card that is brought to a connector leaves no driver waiting at the other. */
const waitersIn = (node: Node): number =>
  CONNECTORS.filter((id) => {
    const connector = connectorAt(node, id);
    return connector?.matches({ session: 'awaitingPlug' }) && connector.context.control.floating;
  }).length;
const oneDriverWaits: StationCheck = ({ before, record, after }) => {
  if (!causeOf(record, RFID_SESSION, 'CALL_ANSWERED') || authorisedIn(record).length === 0) return null;
  return waitersIn(before) <= 1 && waitersIn(after) > 1
    ? 'drivers wait for a cable at both connectors'
    : null;
};

const hasEnded = (state: unknown): boolean =>
  ['refused', 'ended'].includes(String((state as AnyMachineSnapshot).value));
/** S3: what is stored open has somebody who will end it. */
const somebodyEndsIt: StationCheck = ({ after }) => {
  if (!isUp(after)) return null;
  for (const { id } of Object.values(after.records.transactions)) {
    const actor = after.world.actors.get(transactionActor(id));
    if (!actor || hasEnded(actor.state)) return `transaction ${id} is stored open and nobody will end it`;
  }
  return null;
};

/** S5: a CALL is answered in its own step, once, and nothing else happens in that step. */
const answersFirst: StationCheck = ({ record }) => {
  if (!causeOf(record, CHARGE_POINT, 'CALL')) return null;
  const [answer, ...more] = record.effects;
  const { reply } = (answer?.port === 'commit' ? answer.params : {}) as CommitRequest;
  if (!reply) return 'a CALL is not answered in its own step';
  return more.length > 0 ? `${more[0]!.port} comes before the answer to a CALL is out` : null;
};

const RANKS = ['stopDeadline', 'lastStatuses', 'deliveryDeadline', 'haltDeadline'];
const rankOf = (timer: string): number => RANKS.findIndex((it) => timer.includes(it));
const deadline = ({ world }: Node): number =>
  Math.max(
    -1,
    ...world.timers.filter(({ actor }) => actor === CHARGE_POINT).map(({ timer }) => rankOf(timer)),
  );
/** L3 as a bound: a Reset or an orderly stop always waits for a deadline, and for a later one each time. */
const goingDownEnds: StationCheck = ({ before, record, after, resting }) => {
  if (!goesDown(after) || !isUp(after)) return null;
  if (resting && deadline(after) === -1) return 'the station goes down, and nothing makes it end';
  const again = record.armed.find(
    ({ actor, timer }) => actor === CHARGE_POINT && rankOf(timer) <= deadline(before),
  );
  return again ? `on the way down ${again.timer} begins anew` : null;
};

/** L3: a station that went down has opened its contactors; a Soft Reset has ended every transaction. */
const wentDownSafely: StationCheck = ({ before, after }) => {
  if (isUp(after) || !isUp(before)) return null;
  const closed = CONNECTORS.find((id) => vehicleAt(after.around, id).coil);
  if (closed !== undefined)
    return `the contactor of connector ${closed} is closed while the station restarts`;
  const [open] = Object.keys(after.records.transactions);
  const { central, edge } = after.around;
  // The model knows an order of timers, no sums: who waits for a device may be later than the station.
  const waits = before.world.timers.some(({ timer }) => /storageRetry|meterBeforeStop/.test(timer));
  const stores = !edge.full && !waits;
  if (central.resetting === 'Soft' && !central.stopping && open !== undefined && stores)
    return `transaction ${open} is open after a Soft Reset`;
  return null;
};

/**
 * S9: what ChangeAvailability, or firmware that is being installed, took out of service is, as soon as no
 * transaction is left there; and comes back by what ChangeAvailability asked for last.
 */
const staysOutOfService: StationCheck = ({ after, resting }) => {
  if (!resting || !isUp(after)) return null;
  for (const id of CONNECTORS) {
    const connector = connectorAt(after, id);
    const busy =
      connector?.matches({ session: 'transaction' }) || connector?.matches({ session: 'stopping' });
    const asked = isInstalling(after) ? false : after.records.connectors[id]?.operative;
    if (asked === false && !busy && !connector?.matches({ availability: 'inoperative' }))
      return `connector ${id} was taken out of service and is not`;
    if (asked === true && !connector?.matches({ availability: 'operative' }))
      return `connector ${id} was set operative and is not`;
  }
  return null;
};

const CHECKS: readonly (readonly [property: string, check: StationCheck])[] = [
  ['S11', startsForSomebody],
  ['S9', oneAtATime],
  ['S9', oneDriverWaits],
  ['S9', cardFindsItsConnector],
  ['S9', cardStopsTheNewest],
  ['S3', somebodyEndsIt],
  ['S5', answersFirst],
  ['L3', goingDownEnds],
  ['L3', wentDownSafely],
  ['S9', staysOutOfService],
  ['S7', statusesFollow],
  ['S7', lastStatusIsTrue],
  ['S10', offersWithinLimits],
];

/** All properties of a whole station, for any step. */
export function checkStation(step: StationStep): Violation | null {
  const { before, record, after } = step;
  for (const id of CONNECTORS) {
    const [was, is] = [powerFactsAt(before, id), powerFactsAt(after, id)];
    const violation = was && is && checkPower(powerStepAt(was, record, is));
    if (violation) return violation;
  }
  for (const [property, check] of CHECKS) {
    const words = check(step);
    if (words !== null) return { property, words };
  }
  return checkReservations(step);
}
