import { isWarning, withoutSame } from '../rules/faults.ts';
import { reservedFor } from '../rules/reservation.ts';
import { authorizeAnswer } from '../vocabulary/answers.ts';
import type { ConnectorEvent } from '../vocabulary/events.ts';
import type { OwnTransactionId, StationRecords } from '../vocabulary/records.ts';
import type { Fault } from '../vocabulary/status.ts';
import type { ConnectorControl } from './setup.ts';

/** A fault already in force is replaced: a source has at most one of each error code. */
export function withFault(control: ConnectorControl, fault: Fault | null): ConnectorControl {
  if (!fault) return control;
  return { ...control, faults: [...withoutSame(control.faults, fault), fault] };
}

export const withoutFault = (
  control: ConnectorControl,
  gone: (fault: Fault) => boolean,
): ConnectorControl => ({
  ...control,
  faults: control.faults.filter((fault) => !gone(fault)),
});

export const isFaulted = (control: ConnectorControl): boolean =>
  control.faults.some((fault) => !isWarning(fault));

/**
 * The number of a connector's next transaction. Two connectors may be about to start before either has stored
 * its start, so each takes only numbers that the other never takes.
 */
export function transactionAllocatedTo(connectorId: number, records: StationRecords): OwnTransactionId {
  const count = records.profile.connectors.count;
  const ahead = (connectorId - (records.nextTransaction % count) + count) % count;
  return records.nextTransaction + ahead;
}

/** The parentIdTag that an answer of the central system carries, if any. */
export const parentOf = (event: ConnectorEvent): string | null =>
  event.type === 'START_ANSWERED' ? event.parentIdTag : (authorizeAnswer(event)?.parentIdTag ?? null);

/** The reservation that a remote start uses may be for a family: now its parent is known (ed.2 5.13). */
export function mayUseReservation(
  { idTag, using }: ConnectorControl,
  { reservations }: Pick<StationRecords, 'reservations'>,
  event: ConnectorEvent,
): boolean {
  const reservation = Object.values(reservations).find((it) => it.reservationId === using);
  return !reservation || reservedFor(reservation, { idTag: idTag ?? '', parentIdTag: parentOf(event) });
}
