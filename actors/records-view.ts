import type { Storage } from '../drivers/storage/storage.ts';
import type { RecordsView, StationRecords } from '../machines/vocabulary/records.ts';

/** The live, read-only view of the records that machines hold. */
export const recordsView = (storage: Pick<Storage, 'records'>): RecordsView => ({
  get now(): StationRecords {
    return storage.records;
  },
  toJSON: () => undefined,
});
