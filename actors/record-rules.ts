import type { StationOptions } from '../drivers/command-line/station-options.ts';
import type { RecordRules } from '../drivers/storage/record-rules.ts';
import { applyChange, emptyRecords } from '../machines/rules/apply-change.ts';
import { isInForce } from '../machines/rules/configuration.ts';
import type { StationProfile } from '../machines/vocabulary/station-profile.ts';

/** What a storage has to know of records; `configuration`: the values that a new station starts with. */
export const recordRules = (
  profile: StationProfile,
  configuration: StationOptions['configuration'],
): RecordRules => ({
  applyChange,
  emptyRecords: (it) => ({ ...emptyRecords(it), configuration }),
  accepts: (key, value) => isInForce(profile, key, value),
});
