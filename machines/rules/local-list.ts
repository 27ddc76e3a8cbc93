import { sameIdTag } from '../vocabulary/id-tag.ts';
import { type Instant, parseIsoTime } from '../vocabulary/instant.ts';
import type { LocalList, LocalListEntry, StationRecords } from '../vocabulary/records.ts';
import type { Fault } from '../vocabulary/status.ts';
import { switchedOn } from './switched-on.ts';

/** 0 says that the list is empty, whatever version it was sent with (OCPP 1.6 ed.2 5.10). */
export const localListVersion = ({ version, entries }: LocalList): number =>
  entries.length === 0 ? 0 : version;

/** What the list says of an idTag; a list that is not enabled says nothing. */
export function listedEntry(idTag: string, records: StationRecords): LocalListEntry | undefined {
  if (!switchedOn(records, 'LocalAuthListEnabled')) return undefined;
  return records.localList.entries.find((entry) => sameIdTag(entry.idTag, idTag));
}

/** The status of an entry now: one that was Accepted may have expired. */
export function effectiveStatus(
  { status, expiryDate }: LocalListEntry,
  at: Instant,
): LocalListEntry['status'] {
  if (status !== 'Accepted' || expiryDate === undefined) return status;
  return (parseIsoTime(expiryDate) ?? 0) > at.wall_ms ? 'Accepted' : 'Expired';
}

/** The warning on connector 0 when the central system contradicts the list (OCPP 1.6 ed.2 3.5.2, 7.6). */
export const LIST_CONFLICT: Fault = {
  errorCode: 'LocalListConflict',
  source: 'local-list',
  info: 'The central system contradicts the local list',
};
