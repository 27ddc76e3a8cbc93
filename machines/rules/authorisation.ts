import { sameIdTag } from '../vocabulary/id-tag.ts';
import type { Instant } from '../vocabulary/instant.ts';
import type { StationRecords } from '../vocabulary/records.ts';
import { booleanOf } from './configuration-values.ts';

export type LocalDecision =
  | { readonly verdict: 'accepted'; readonly parentIdTag: string | null }
  | { readonly verdict: 'refused'; readonly reason: string }
  | { readonly verdict: 'ask' };

type Situation = { readonly records: StationRecords; readonly online: boolean; readonly at: Instant };

/** PLACEHOLDER until the rules branch lands. */
export function decideLocally(idTag: string, { records, online }: Situation): LocalDecision {
  const entry = records.localList.entries.find((it) => sameIdTag(it.idTag, idTag));
  if (online) return { verdict: 'ask' };
  if (entry)
    return entry.status === 'Accepted'
      ? { verdict: 'accepted', parentIdTag: null }
      : { verdict: 'refused', reason: entry.status };
  return booleanOf(records, 'AllowOfflineTxForUnknownId')
    ? { verdict: 'accepted', parentIdTag: null }
    : { verdict: 'refused', reason: 'unknown' };
}
