import { join } from 'node:path';
import type { StationClock } from '../drivers/clock/clock.ts';
import { SystemClock } from '../drivers/clock/system-clock.ts';
import type { StationOptions } from '../drivers/command-line/station-options.ts';
import { startDemoCentralSystem } from '../drivers/demo-central-system/demo-central-system.ts';
import type { Storage } from '../drivers/storage/storage.ts';
import { securityProfileOf } from '../machines/rules/security-profile.ts';

const [TLS, MUTUAL] = [2, 3];
/** Where the options name no operator. */
const ORGANISATION = 'Demo';

/** The certificates that the demo's authority issued, where security profile 2 or 3 is tried with it. */
async function authorityOf({ csms, configuration, data, profile }: StationOptions, clock: StationClock) {
  if (csms !== null || Number(configuration.SecurityProfile ?? 0) < TLS) return null;
  const organisation = configuration.CpoName || ORGANISATION;
  const station = { commonName: profile.identity.serialNumber, organisation };
  const { demoAuthority } = await import('../drivers/demo-central-system/demo-authority.ts');
  return demoAuthority(join(data, 'demo-authority'), station, clock.now().wall_ms);
}

/** The demo central system in this process, with TLS where the station begins with it. */
export async function openDemo(options: StationOptions, say: (line: string) => void) {
  const clock = new SystemClock();
  const authority = await authorityOf(options, clock);
  const CpoName = options.configuration.CpoName || ORGANISATION;
  return {
    // Without a CpoName the station could not ask for another certificate.
    options: authority
      ? {
          ...options,
          certificates: authority.certificates,
          configuration: { ...options.configuration, CpoName },
        }
      : options,
    start: async ({ records }: Pick<Storage, 'records'>) => {
      if (options.csms !== null) return null;
      const securityProfile = securityProfileOf(records);
      const mutual = { requestCert: true, rejectUnauthorized: true };
      const tls = authority && { ...authority.tls, ...(securityProfile === MUTUAL && mutual) };
      return startDemoCentralSystem({
        clock,
        say,
        ...(tls && securityProfile >= TLS && { tls, sign: authority.sign }),
      });
    },
  };
}
