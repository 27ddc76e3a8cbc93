import type { StationRecords } from '../../../machines/vocabulary/records.ts';

const known = new Map<string, StationRecords>();

/** One object for all records that are equal: what else than these parts never changes in a model. */
export function sameRecords(records: StationRecords): StationRecords {
  const { profile: _, localList: __, ...rest } = records;
  const key = JSON.stringify(rest);
  const same = known.get(key);
  if (same) return same;
  known.set(key, records);
  return records;
}
