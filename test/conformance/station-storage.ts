import { MemoryStorage } from '../../drivers/storage/memory-storage.ts';
import { applyChange, emptyRecords } from '../../machines/rules/apply-change.ts';
import { isInForce, startConfiguration } from '../../machines/rules/configuration.ts';
import type { StationProfile } from '../../machines/vocabulary/station-profile.ts';

/** The storage of a new station whose configuration differs from the profile's by `settings`. */
export function newStorage(
  profile: StationProfile,
  settings: readonly (readonly [key: string, value: string])[],
): MemoryStorage {
  const start = startConfiguration(profile, settings);
  if ('mistakes' in start) throw new Error(start.mistakes.join(' '));
  return new MemoryStorage({
    profile,
    rules: {
      applyChange,
      emptyRecords: (it) => ({ ...emptyRecords(it), configuration: start.configuration }),
      accepts: (key, value) => isInForce(profile, key, value),
    },
  });
}
