import type { AnyActorRef, AnyMachineSnapshot, EventObject, SnapshotFrom } from 'xstate';
import type { chargePoint } from '../charge-point.ts';
import type { ocppConnection } from '../ocpp-connection.ts';
import type { Publication } from '../vocabulary/hosting.ts';
import { CALL_QUEUE, CURRENT_LIMITS, connectorActor, STATUS_REPORTER } from '../vocabulary/peer.ts';
import {
  type ConnectorSummary,
  isOnline,
  type LinkSummary,
  type Registration,
} from '../vocabulary/summary.ts';
import type { CallQueueEvent, QueueMode } from './call-queue.ts';
import { type ConnectorSnapshot, connectorSummary } from './connector-status.ts';
import type { CurrentLimitsEvent, Demand } from './current-limits.ts';
import { allReports } from './station-status.ts';
import type { StatusReporterEvent } from './status-reporter.ts';

type Any = AnyMachineSnapshot;
const differs = (a: unknown, b: unknown): boolean => JSON.stringify(a) !== JSON.stringify(b);
const toChild = (snapshot: Any, id: string, event: EventObject): readonly Publication[] => {
  const child: AnyActorRef | undefined = snapshot.children[id];
  return child ? [{ to: child, event }] : [];
};

/** A connector tells its charge point its summary, whenever that changed. */
export function connectorPublications(before: Any | null, after: Any): readonly Publication[] {
  const summary = connectorSummary(after as ConnectorSnapshot);
  if (before && !differs(connectorSummary(before as ConnectorSnapshot), summary)) return [];
  return [{ to: after.context.owner, event: { type: 'CONNECTOR_SUMMARY', summary } as EventObject }];
}

type ConnectionSnapshot = SnapshotFrom<typeof ocppConnection>;
const registrationOf = (value: ConnectionSnapshot['value']['registration']): Registration => {
  if (typeof value !== 'string') return 'accepted';
  return value === 'pending' || value === 'rejected' ? value : 'unknown';
};
/** By the value of the state, not by `matches`: this is asked twice for every frame and every timer. */
export const linkSummary = ({ value: { link, registration }, context }: ConnectionSnapshot): LinkSummary => ({
  connected: 'connected' in link,
  registration: registrationOf(registration),
  ...('connected' in link && context.control.root !== null && { root: context.control.root }),
});
/** What the call queue may send. */
const queueMode = ({ connected, registration }: LinkSummary): QueueMode => {
  if (!connected) return 'closed';
  return registration === 'unknown' ? 'unregistered' : registration;
};

/** The connection tells the call queue what it may send, and then its charge point how the link stands. */
export function connectionPublications(before: Any | null, after: Any): readonly Publication[] {
  const was = before && linkSummary(before as ConnectionSnapshot);
  const link = linkSummary(after as ConnectionSnapshot);
  if (was && was.connected === link.connected && was.registration === link.registration) return [];
  const mode = queueMode(link);
  const told: CallQueueEvent = { type: 'MODE', mode };
  return [
    ...(was && queueMode(was) === mode ? [] : toChild(after, CALL_QUEUE, told)),
    { to: after.context.owner, event: { type: 'LINK_SUMMARY', link } as EventObject },
  ];
}

const demandOf = ({ connectors }: { connectors: readonly ConnectorSummary[] }): readonly Demand[] =>
  connectors.map(({ connectorId, wantsEnergy, derated_A }) => ({ connectorId, wantsEnergy, derated_A }));

type StationSnapshot = SnapshotFrom<typeof chargePoint>;
/**
 * The charge point tells the status reporter what every connector's status is, and whether it can be told,
 * and the current limits who wants energy: whatever changed, and everything to one that was rebuilt.
 */
export function stationPublications(before: Any | null, after: Any): readonly Publication[] {
  const was = (before as StationSnapshot | null)?.context.control ?? null;
  const is = (after as StationSnapshot).context.control;
  // What a child was told last; nothing, where it was rebuilt after an error.
  const toldTo = (id: string) => (before?.children[id] === after.children[id] ? was : null);
  const [reporter, limits] = [toldTo(STATUS_REPORTER), toldTo(CURRENT_LIMITS)];
  if (reporter === is && limits === is) return [];
  const [reports, online, demand] = [allReports(is), isOnline(is.link), demandOf(is)];
  const events: StatusReporterEvent[] = [];
  if (!reporter || differs(allReports(reporter), reports)) events.push({ type: 'OBSERVED', reports });
  if (was?.link.registration !== 'accepted' && is.link.registration === 'accepted')
    events.push({ type: 'BOOTED' });
  if (online !== (reporter !== null && isOnline(reporter.link))) events.push({ type: 'ONLINE', online });
  // A connector that was rebuilt begins with its rating, until it is told its limit again (S10).
  const rebuilt = is.connectors
    .map(({ connectorId }) => connectorId)
    .filter((id) => was !== null && toldTo(connectorActor(id)) === null);
  const demands: CurrentLimitsEvent[] =
    !limits || rebuilt.length > 0 || differs(demandOf(limits), demand)
      ? [{ type: 'DEMAND', connectors: demand, ...(rebuilt.length > 0 && { rebuilt }) }]
      : [];
  return [
    ...events.flatMap((event) => toChild(after, STATUS_REPORTER, event)),
    ...demands.flatMap((event) => toChild(after, CURRENT_LIMITS, event)),
  ];
}
