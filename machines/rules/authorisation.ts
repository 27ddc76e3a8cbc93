import { idTagInfoOf } from '../vocabulary/answers.ts';
import type { Instant } from '../vocabulary/instant.ts';
import type { LocalListEntry, StationRecords } from '../vocabulary/records.ts';
import { effectiveStatus, listedEntry } from './local-list.ts';
import { switchedOn } from './switched-on.ts';

export type AuthorisationStatus = LocalListEntry['status'];

/** What the station knows by itself of an idTag; `ask`: Authorize decides. */
export type LocalDecision =
  | { readonly verdict: 'accepted'; readonly parentIdTag: string | null }
  | { readonly verdict: 'refused'; readonly reason: AuthorisationStatus | 'Unknown' }
  | { readonly verdict: 'ask' };

const accepted = (entry?: LocalListEntry): LocalDecision => ({
  verdict: 'accepted',
  parentIdTag: entry?.parentIdTag ?? null,
});

/**
 * The local rules of authorisation (OCPP 1.6 ed.2 3.5). Online only a usable entry of the list spares the
 * question, and only with LocalPreAuthorize: a refusal is the central system's to make. Offline there is
 * nobody to ask.
 */
export function decideLocally(
  idTag: string,
  {
    records,
    online,
    at,
  }: { readonly records: StationRecords; readonly online: boolean; readonly at: Instant },
): LocalDecision {
  const entry = listedEntry(idTag, records);
  const status = entry && effectiveStatus(entry, at);
  if (online)
    return status === 'Accepted' && switchedOn(records, 'LocalPreAuthorize')
      ? accepted(entry)
      : { verdict: 'ask' };
  // 3.5.4: a listed idTag that is not valid is refused offline, also where unknown ones are accepted.
  if (status !== undefined && status !== 'Accepted') return { verdict: 'refused', reason: status };
  if (status === 'Accepted' && switchedOn(records, 'LocalAuthorizeOffline')) return accepted(entry);
  // Any idTag that the list does not authorise is unknown here: a valid listed one is no worse than a
  // stranger.
  if (switchedOn(records, 'AllowOfflineTxForUnknownId')) return accepted(entry);
  return { verdict: 'refused', reason: 'Unknown' };
}

/** What the list says of an idTag at a moment; null if it says nothing. */
export function listedStatus(
  idTag: string,
  { records, at }: { readonly records: StationRecords; readonly at: Instant },
): AuthorisationStatus | null {
  const entry = listedEntry(idTag, records);
  return entry ? effectiveStatus(entry, at) : null;
}

/**
 * Whether the answer to a message with an idTag (Authorize, StartTransaction, StopTransaction) contradicts
 * the list.
 */
export function contradictedBy(
  sent: object,
  conf: object,
  situation: { readonly records: StationRecords; readonly at: Instant },
): boolean {
  const idTagInfo = idTagInfoOf(conf);
  if (!idTagInfo || !('idTag' in sent)) return false;
  return contradictsList(listedStatus(String(sent.idTag), situation), idTagInfo.status);
}

/**
 * Whether the central system contradicts the list: StatusNotification LocalListConflict on connector 0 (OCPP
 * 1.6 ed.2 3.5.2, 7.6). ConcurrentTx speaks of the moment, not of the idTag, and contradicts nothing.
 */
export const contradictsList = (listed: AuthorisationStatus | null, answer: string): boolean =>
  listed !== null &&
  listed !== 'ConcurrentTx' &&
  answer !== 'ConcurrentTx' &&
  (listed === 'Accepted') !== (answer === 'Accepted');
