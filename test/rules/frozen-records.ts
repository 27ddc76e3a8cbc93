import { applyChange } from '../../machines/rules/apply-change.ts';
import type { RecordChange, StationRecords } from '../../machines/vocabulary/records.ts';

/** When every change is made. */
export const T0 = '2026-03-01T10:00:00.000Z';

function freeze<T>(value: T): T {
  if (typeof value === 'object' && value !== null && !Object.isFrozen(value)) {
    Object.freeze(value);
    Object.values(value).forEach(freeze);
  }
  return value;
}

/** Records after some changes; whoever changes those that were given throws. */
export const recordsWith = (records: StationRecords, ...changes: RecordChange[]): StationRecords =>
  changes.reduce((before, change) => freeze(applyChange(before, change, T0)), freeze(records));
