import type { StationClock } from '../drivers/clock/clock.ts';
import type { StationOptions } from '../drivers/command-line/station-options.ts';
import { SqliteStorage } from '../drivers/storage/sqlite-storage.ts';
import type { Storage } from '../drivers/storage/storage.ts';
import { importCertificates } from './import-certificates.ts';
import { recordRules } from './record-rules.ts';

type Options = Pick<
  StationOptions,
  'data' | 'profile' | 'configuration' | 'authorizationKey' | 'certificates'
>;

/** Opens the data directory; where it holds no value of a key or no certificate yet, those of the
 * options count. @throws StartError for certificates that cannot be used. */
export function openStorage(options: Options, clock: StationClock, warn: (text: string) => void): Storage {
  const { data, profile, configuration, authorizationKey } = options;
  const storage = SqliteStorage.open({
    directory: data,
    profile,
    clock,
    warn,
    rules: recordRules(profile, configuration),
  });
  if (authorizationKey && !storage.secret('AuthorizationKey'))
    storage.commit(
      [{ type: 'secret-set', key: 'AuthorizationKey', value: authorizationKey }],
      [],
      clock.now(),
    );
  importCertificates(options.certificates, storage, clock.now());
  return storage;
}
