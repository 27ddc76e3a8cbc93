import type { Requests } from '../../messages/catalogue.ts';
import type { RemoteStart } from '../../vocabulary/events.ts';
import { isoTime } from '../../vocabulary/instant.ts';
import { connectorActor } from '../../vocabulary/peer.ts';
import type { ConnectorSummary } from '../../vocabulary/summary.ts';
import { decideLocally } from '../authorisation.ts';
import { booleanOf } from '../configuration-values.ts';
import { isUsable } from '../connector-selection.ts';
import { listedEntry } from '../local-list.ts';
import { checkRemoteStartProfile } from '../remote-start-profile.ts';
import { familyReservation, mayStart, type StartRight } from '../reservation.ts';
import type { CallDecision, CallRule, StationView } from './call.ts';

type Request = Requests['RemoteStartTransaction'];
const REJECTED: CallDecision = { conf: { status: 'Rejected' } };
const STARTABLE = new Set<ConnectorSummary['session']>(['idle', 'preparing', 'finishing']);
const isStartable = (it: ConnectorSummary): boolean => isUsable(it) && STARTABLE.has(it.session);

/** The parent that the local list names: a reservation may be for it (OCPP 1.6 ed.2 5.13). */
const listedParent = ({ idTag }: Request, { records }: StationView): string | null =>
  listedEntry(idTag, records)?.parentIdTag ?? null;

const rightTo = (request: Request, { connectorId }: ConnectorSummary, view: StationView): StartRight =>
  mayStart({ connectorId, idTag: request.idTag, parentIdTag: listedParent(request, view) }, view);

/**
 * The one named, also where its reservation is for a family and the idTag may be of it; else the single
 * Preparing one; else the lowest that is free.
 */
function target(request: Request, view: StationView): ConnectorSummary | undefined {
  const { connectorId } = request;
  if (familyReservation(connectorId, view))
    return view.connectors.find((it) => isStartable(it) && it.connectorId === connectorId);
  const usable = view.connectors.filter((it) => isStartable(it) && rightTo(request, it, view).allowed);
  if (connectorId !== undefined) return usable.find((it) => it.connectorId === connectorId);
  const preparing = usable.filter((it) => it.session === 'preparing');
  return preparing.length === 1 ? preparing[0] : usable.find((it) => it.session === 'idle' && !it.plugged);
}

type Authorisation = Pick<RemoteStart, 'verdict' | 'verdictOffline' | 'parentIdTag'>;

function authorisation(request: Request, view: StationView): Authorisation {
  const { records, at } = view;
  const parentIdTag = listedParent(request, view);
  if (!booleanOf(records, 'AuthorizeRemoteTxRequests'))
    return { verdict: 'accepted', verdictOffline: 'accepted', parentIdTag };
  const { verdict } = decideLocally(request.idTag, { records, online: true, at });
  const offline = decideLocally(request.idTag, { records, online: false, at });
  return { verdict, verdictOffline: offline.verdict, parentIdTag };
}

/**
 * For a connector that is reserved for a family, of which the list does not know the idTag to be: only
 * Authorize can say so. Null: nobody would be asked, for the list accepts it, and it is of no such family.
 */
function familyAuthorisation({ idTag }: Request, { records, at }: StationView): Authorisation | null {
  const { verdict } = decideLocally(idTag, { records, online: true, at });
  return verdict === 'ask' ? { verdict, verdictOffline: 'refused', parentIdTag: null } : null;
}

/** OCPP 1.6 ed.2 5.11, errata 3.32: Accepted says that a start will be tried. Not while Pending (4.2). */
export const remoteStartTransaction: CallRule<Request> = (request, view) => {
  if (view.restarting || view.link.registration !== 'accepted') return REJECTED;
  if (request.chargingProfile && checkRemoteStartProfile(request.chargingProfile, view) !== null)
    return REJECTED;
  const connector = target(request, view);
  if (!connector) return REJECTED;
  const right = rightTo(request, connector, view);
  const family = right.allowed ? null : familyReservation(connector.connectorId, view);
  const authorised = family ? familyAuthorisation(request, view) : authorisation(request, view);
  if (!authorised) return REJECTED;
  const event: RemoteStart = {
    type: 'REMOTE_START',
    idTag: request.idTag,
    ...authorised,
    floating: request.connectorId === undefined,
    reservationId: family?.reservationId ?? right.reservationId ?? null,
    chargingProfile: request.chargingProfile
      ? { profile: request.chargingProfile, installedAt: isoTime(view.at.wall_ms) }
      : null,
  };
  return { conf: { status: 'Accepted' }, then: [{ to: connectorActor(connector.connectorId), event }] };
};
