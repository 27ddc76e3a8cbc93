import type { IsoTime } from '../../machines/vocabulary/instant.ts';
import type { RecordChange, StationRecords } from '../../machines/vocabulary/records.ts';
import type { StationProfile } from '../../machines/vocabulary/station-profile.ts';
import { StorageError } from './storage.ts';

/** What a storage must know of the meaning of what it stores; given to it, so that it knows nothing else. */
export type RecordRules = {
  /** The records of a station that was never started. */
  emptyRecords(profile: StationProfile): StationRecords;
  /** The records after a change. @throws an Error if it cannot follow from them. */
  applyChange(records: StationRecords, change: RecordChange, at: IsoTime): StationRecords;
  /** Whether a stored value may be in force for this configuration key of the profile. */
  accepts(key: string, value: string): boolean;
};

/** @throws StorageError `impossible`, if one of the changes cannot follow. */
export function applyChanges(
  rules: RecordRules,
  records: StationRecords,
  changes: readonly RecordChange[],
  at: IsoTime,
): StationRecords {
  try {
    return changes.reduce((before, change) => rules.applyChange(before, change, at), records);
  } catch (cause) {
    const why = cause instanceof Error ? cause.message : String(cause);
    throw new StorageError('impossible', `this cannot be stored: ${why}`, { cause });
  }
}
