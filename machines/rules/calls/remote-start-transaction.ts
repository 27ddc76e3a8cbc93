import type { Requests } from '../../messages/catalogue.ts';
import type { RemoteStart } from '../../vocabulary/events.ts';
import { isoTime } from '../../vocabulary/instant.ts';
import { connectorActor } from '../../vocabulary/peer.ts';
import type { ConnectorSummary } from '../../vocabulary/summary.ts';
import { decideLocally } from '../authorisation.ts';
import { booleanOf } from '../configuration-values.ts';
import { listedEntry } from '../local-list.ts';
import { checkRemoteStartProfile } from '../remote-start-profile.ts';
import { mayStart, type StartRight } from '../reservation.ts';
import type { CallDecision, CallRule, StationView } from './call.ts';

type Request = Requests['RemoteStartTransaction'];
const REJECTED: CallDecision = { conf: { status: 'Rejected' } };
const STARTABLE = new Set<ConnectorSummary['session']>(['idle', 'preparing', 'finishing']);
const isUsable = (it: ConnectorSummary): boolean => it.operative && !it.faulted && STARTABLE.has(it.session);

/** The parent that the local list names: a reservation may be for it (OCPP 1.6 ed.2 5.13). */
const listedParent = ({ idTag }: Request, { records }: StationView): string | null =>
  listedEntry(idTag, records)?.parentIdTag ?? null;

const rightTo = (request: Request, { connectorId }: ConnectorSummary, view: StationView): StartRight =>
  mayStart({ connectorId, idTag: request.idTag, parentIdTag: listedParent(request, view) }, view);

/** The one named; else the single Preparing one; else the lowest that is free. */
function target(request: Request, view: StationView): ConnectorSummary | undefined {
  const usable = view.connectors.filter((it) => isUsable(it) && rightTo(request, it, view).allowed);
  if (request.connectorId !== undefined) return usable.find((it) => it.connectorId === request.connectorId);
  const preparing = usable.filter((it) => it.session === 'preparing');
  return preparing.length === 1 ? preparing[0] : usable.find((it) => it.session === 'idle' && !it.plugged);
}

function authorisation(
  request: Request,
  view: StationView,
): Pick<RemoteStart, 'verdict' | 'verdictOffline' | 'parentIdTag'> {
  const { records, at } = view;
  const parentIdTag = listedParent(request, view);
  if (!booleanOf(records, 'AuthorizeRemoteTxRequests'))
    return { verdict: 'accepted', verdictOffline: 'accepted', parentIdTag };
  const { verdict } = decideLocally(request.idTag, { records, online: true, at });
  const offline = decideLocally(request.idTag, { records, online: false, at });
  return { verdict, verdictOffline: offline.verdict, parentIdTag };
}

/** OCPP 1.6 ed.2 5.11, errata 3.32: Accepted says that a start will be tried. Not while Pending (4.2). */
export const remoteStartTransaction: CallRule<Request> = (request, view) => {
  if (view.restarting || view.link.registration !== 'accepted') return REJECTED;
  if (request.chargingProfile && checkRemoteStartProfile(request.chargingProfile, view) !== null)
    return REJECTED;
  const connector = target(request, view);
  if (!connector) return REJECTED;
  const event: RemoteStart = {
    type: 'REMOTE_START',
    idTag: request.idTag,
    ...authorisation(request, view),
    floating: request.connectorId === undefined,
    reservationId: rightTo(request, connector, view).reservationId ?? null,
    chargingProfile: request.chargingProfile
      ? { profile: request.chargingProfile, installedAt: isoTime(view.at.wall_ms) }
      : null,
  };
  return { conf: { status: 'Accepted' }, then: [{ to: connectorActor(connector.connectorId), event }] };
};
