import type { Requests } from '../../messages/catalogue.ts';
import { isoTime, parseIsoTime } from '../../vocabulary/instant.ts';
import { CHARGE_POINT } from '../../vocabulary/peer.ts';
import type { LocalListEntry, StationRecords } from '../../vocabulary/records.ts';
import { localListVersion } from '../local-list.ts';
import { switchedOn } from '../switched-on.ts';
import type { CallDecision, CallRule } from './call.ts';

type Request = Requests['SendLocalList'];
type AuthorizationData = NonNullable<Request['localAuthorizationList']>[number];

const failed = (why: string): CallDecision => ({ conf: { status: 'Failed' }, why });

function entryOf({ idTag, idTagInfo }: AuthorizationData): LocalListEntry | null {
  if (!idTagInfo) return null;
  const { status, expiryDate, parentIdTag } = idTagInfo;
  const expiry_ms = parseIsoTime(expiryDate);
  return {
    idTag,
    status,
    ...(expiry_ms !== null && { expiryDate: isoTime(expiry_ms) }),
    ...(parentIdTag !== undefined && { parentIdTag }),
  };
}

/** What makes an update impossible to apply whatever is installed; null: nothing. */
function contentFault(
  { listVersion, updateType, localAuthorizationList: sent = [] }: Request,
  { profile }: StationRecords,
): string | null {
  const most = profile.limits.sendLocalListMaxLength;
  // errata 3.52: 0 and -1 have a meaning of their own in GetLocalListVersion.
  if (listVersion <= 0) return `listVersion ${listVersion} is not a version`;
  if (sent.length > most) return `${sent.length} entries in one request, at most ${most} are supported`;
  if (new Set(sent.map(({ idTag }) => idTag.toLowerCase())).size < sent.length)
    return 'an idTag occurs more than once';
  // OCPP 1.6 ed.2 7.1
  if (updateType === 'Full' && sent.some(({ idTagInfo }) => !idTagInfo))
    return 'a Full list has an entry without idTagInfo';
  const dates = sent.flatMap(({ idTagInfo }) => idTagInfo?.expiryDate ?? []);
  if (dates.some((date) => parseIsoTime(date) === null)) return 'an expiryDate is no date and time';
  return null;
}

/** The list with each entry replaced, added, or (without idTagInfo) deleted. OCPP 1.6 ed.2 7.1. */
function applied(
  installed: readonly LocalListEntry[],
  sent: readonly AuthorizationData[],
): readonly LocalListEntry[] {
  const entries = new Map(installed.map((entry) => [entry.idTag.toLowerCase(), entry]));
  for (const data of sent) {
    const entry = entryOf(data);
    if (entry) entries.set(data.idTag.toLowerCase(), entry);
    else entries.delete(data.idTag.toLowerCase());
  }
  return [...entries.values()];
}

/**
 * SendLocalList (OCPP 1.6 ed.2 5.15, 6.41). A Full update without a list clears; a Differential one needs a
 * higher version than GetLocalListVersion reports. The list changes as a whole or not at all.
 */
export const sendLocalList: CallRule<Request> = (request, { records }) => {
  if (!switchedOn(records, 'LocalAuthListEnabled')) return { conf: { status: 'NotSupported' } };
  const { listVersion, updateType, localAuthorizationList: sent = [] } = request;
  const fault = contentFault(request, records);
  if (fault !== null) return failed(fault);
  if (updateType === 'Differential' && listVersion <= localListVersion(records.localList))
    return { conf: { status: 'VersionMismatch' } };
  const entries = applied(updateType === 'Full' ? [] : records.localList.entries, sent);
  const most = records.profile.limits.localAuthListMaxLength;
  if (entries.length > most) return failed(`${entries.length} entries, the list holds ${most}`);
  return {
    conf: { status: 'Accepted' },
    confIfFailed: { status: 'Failed' },
    changes: [{ type: 'local-list-replaced', list: { version: listVersion, entries } }],
    then: [{ to: CHARGE_POINT, event: { type: 'LOCAL_LIST_CHANGED' } }],
  };
};
