import { expect, it } from 'vitest';
import { issue } from '../drivers/certificates/authority.ts';
import { installedIds, secondOpinion } from './certificate-ids.ts';
import { root, withSecurityProfile } from './tls-station.ts';

const certificateType = 'CentralSystemRootCertificate';
const second = issue({ commonName: 'Second Root', serialNumber: '77' });

const NAME = 'TC_075_2_CS Install a certificate on the Charge Point - CentralSystemRootCertificate';

it.each([2, 3])(`${NAME} (security profile %i)`, (profile) =>
  withSecurityProfile(profile, async (station) => {
    const request = { certificateType, certificate: second.cert };
    await station.expectCall('InstallCertificate', request, { status: 'Accepted' });
    expect(await installedIds(station, certificateType)).toEqual([
      await secondOpinion(root.cert),
      await secondOpinion(second.cert),
    ]);
  }));
