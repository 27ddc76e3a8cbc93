import { sameIdTag } from '../vocabulary/id-tag.ts';
import type { ConnectorSummary } from '../vocabulary/summary.ts';
import { isMeterFailure } from './faults.ts';
import type { StartRight } from './reservation.ts';

/** What a card means, before anybody is asked. */
export type CardDecision =
  | { readonly kind: 'stop'; readonly connectorId: number }
  | { readonly kind: 'cancel'; readonly connectorId: number }
  | { readonly kind: 'authorise' }
  | { readonly kind: 'ignore' };

/** What an authorised card does. `release` goes back to what it was. */
export type Assignment =
  | { readonly kind: 'stop'; readonly connectorId: number }
  | {
      readonly kind: 'start';
      readonly connectorId: number;
      readonly release: number | null;
      readonly reservationId: number | null;
    }
  | { readonly kind: 'none' };

const isRunning = ({ session }: ConnectorSummary): boolean => session === 'transaction';
/** In service, without a fault, and able to measure. */
export const isUsable = (it: ConnectorSummary): boolean =>
  it.operative && !it.faulted && !it.faults.some(isMeterFailure);
/** May take a driver: nobody has it. A finishing connector takes only its own driver. */
const isFree = (it: ConnectorSummary): boolean =>
  isUsable(it) && (it.session === 'idle' || it.session === 'preparing');
const newest = (connectors: readonly ConnectorSummary[]): ConnectorSummary | undefined =>
  connectors.reduce<ConnectorSummary | undefined>(
    (best, it) => (best === undefined || (it.transaction ?? 0) > (best.transaction ?? 0) ? it : best),
    undefined,
  );

/**
 * Whether reservations let a card use a connector; `unless-family`: only if its parent turns out to be right.
 */
export type MayUse = (connectorId: number, leaves: number | null) => 'yes' | 'unless-family' | 'never';

/**
 * The first look at a card: the tag of a running transaction stops it without an Authorize (OCPP 1.6 ed.2
 * 4.1; the newest, if it runs two); a second swipe of the card that waits for a plug cancels; a card that
 * could neither start nor stop anything is ignored.
 */
export function decideCard(
  idTag: string,
  connectors: readonly ConnectorSummary[],
  mayUse: MayUse,
): CardDecision {
  const mine = newest(connectors.filter((it) => isRunning(it) && sameIdTag(it.idTag, idTag)));
  if (mine) return { kind: 'stop', connectorId: mine.connectorId };
  const waiting = connectors.find((it) => it.session === 'awaiting-plug' && sameIdTag(it.idTag, idTag));
  if (waiting) return { kind: 'cancel', connectorId: waiting.connectorId };
  const useful = connectors.some(
    (it) =>
      isRunning(it) ||
      (isFree(it) && mayUse(it.connectorId, null) !== 'never') ||
      (isUsable(it) && it.session === 'awaiting-plug') ||
      (isUsable(it) && it.session === 'finishing' && sameIdTag(it.idTag, idTag)),
  );
  return { kind: useful ? 'authorise' : 'ignore' };
}

/**
 * Where an accepted card goes: a transaction of the same parent is stopped; else the connector plugged last;
 * else the finishing connector that is its own; else the one reserved for it; else it replaces the driver who
 * waits for a plug; else the lowest free one.
 */
export function assignCard(
  driver: { readonly idTag: string; readonly parentIdTag: string | null },
  connectors: readonly ConnectorSummary[],
  lastPlugged: number | null,
  rightTo: (connectorId: number, leaves: number | null) => StartRight,
): Assignment {
  const family = newest(
    connectors.filter((it) => isRunning(it) && sameIdTag(it.parentIdTag, driver.parentIdTag)),
  );
  if (family) return { kind: 'stop', connectorId: family.connectorId };
  const waiting = connectors.find((it) => it.session === 'awaiting-plug' && it.floating) ?? null;
  const mayUse = (it: ConnectorSummary): boolean =>
    rightTo(it.connectorId, waiting?.connectorId ?? null).allowed;
  const reservedFor = (it: ConnectorSummary): number | null =>
    rightTo(it.connectorId, waiting?.connectorId ?? null).reservationId ?? null;
  const free = connectors.filter((it) => isFree(it) && mayUse(it));
  const plugged = free.filter((it) => it.plugged);
  const target =
    plugged.find((it) => it.connectorId === lastPlugged) ??
    plugged[0] ??
    connectors.find(
      (it) => isUsable(it) && it.session === 'finishing' && sameIdTag(it.idTag, driver.idTag),
    ) ??
    free.find((it) => it.status === 'Reserved' && reservedFor(it) !== null) ??
    (waiting && mayUse(waiting) ? waiting : free[0]);
  if (!target) return { kind: 'none' };
  const release = waiting && waiting !== target ? waiting.connectorId : null;
  const { connectorId } = target;
  return { kind: 'start', connectorId, release, reservationId: reservedFor(target) };
}

/**
 * A driver waits at one connector and plugs into another free one: the session moves there. A cable that was
 * plugged before, and whose connector has only become free now, may be a stranger's.
 */
export function movedPlug(
  before: readonly ConnectorSummary[],
  connectors: readonly ConnectorSummary[],
  rightTo: (driver: ConnectorSummary, to: ConnectorSummary) => StartRight,
): { readonly from: ConnectorSummary; readonly to: ConnectorSummary } | null {
  const from = connectors.find((it) => it.session === 'awaiting-plug' && it.floating);
  const isFresh = (it: ConnectorSummary): boolean =>
    it.plugged && !before.some(({ connectorId, plugged }) => connectorId === it.connectorId && plugged);
  const to = from && connectors.find((it) => isFree(it) && isFresh(it) && rightTo(from, it).allowed);
  return from && to ? { from, to } : null;
}
