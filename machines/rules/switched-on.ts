import type { StationRecords } from '../vocabulary/records.ts';

/** Whether a boolean configuration key is `true`. A key the station profile does not have is off. */
export const switchedOn = (records: Pick<StationRecords, 'configuration'>, key: string): boolean =>
  records.configuration[key]?.toLowerCase() === 'true';
