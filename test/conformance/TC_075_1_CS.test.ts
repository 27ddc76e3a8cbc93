import { expect, it } from 'vitest';
import { issue } from '../drivers/certificates/authority.ts';
import { installedIds, secondOpinion } from './certificate-ids.ts';
import { withSecurityProfile } from './tls-station.ts';

const certificateType = 'ManufacturerRootCertificate';
const maker = issue({ commonName: 'Manufacturer Root', serialNumber: '0fff' });

const NAME = 'TC_075_1_CS Install a certificate on the Charge Point - ManufacturerRootCertificate';

it.each([2, 3])(`${NAME} (security profile %i)`, (profile) =>
  withSecurityProfile(profile, async (station) => {
    const request = { certificateType, certificate: maker.cert };
    await station.expectCall('InstallCertificate', request, { status: 'Accepted' });
    expect(await installedIds(station, certificateType)).toEqual([await secondOpinion(maker.cert)]);
  }));
