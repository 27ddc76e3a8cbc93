import { expect, it } from 'vitest';
import { issue } from '../drivers/certificates/authority.ts';
import { installedIds, secondOpinion } from './certificate-ids.ts';
import { withColdStation } from './tested-station.ts';
import { installedRoot, root, serve, setupOf, withSecurityProfile } from './tls-station.ts';

const certificateType = 'CentralSystemRootCertificate';
const extra = issue({ commonName: 'Extra Root', serialNumber: '77' });

it.each([
  2, 3,
])('TC_076_CS Delete a specific certificate from the Charge Point (security profile %i)', (profile) => {
  const setup = setupOf(profile);
  return withColdStation(
    { ...setup, roots: [installedRoot(extra.cert), installedRoot(root.cert)] },
    async (station) => {
      serve(station, profile);
      await station.bootAccepted();
      expect(await installedIds(station, certificateType)).toHaveLength(2);
      const request = { certificateHashData: await secondOpinion(extra.cert) };
      await station.expectCall('DeleteCertificate', request, { status: 'Accepted' });
      expect(await installedIds(station, certificateType)).toEqual([await secondOpinion(root.cert)]);
    },
  );
});

it('the root certificate that the connection is trusted by cannot be deleted (M04.FR.06)', () =>
  withSecurityProfile(2, async (station) => {
    const request = { certificateType, certificate: extra.cert };
    await station.expectCall('InstallCertificate', request, { status: 'Accepted' });
    const used = { certificateHashData: await secondOpinion(root.cert) };
    await station.expectCall('DeleteCertificate', used, { status: 'Failed' });
    expect(await installedIds(station, certificateType)).toHaveLength(2);
  }));

it('the last root certificate of the central system cannot be deleted (AQ-1)', () =>
  withSecurityProfile(1, async (station) => {
    const last = { certificateHashData: await secondOpinion(root.cert) };
    await station.expectCall('DeleteCertificate', last, { status: 'Failed' });
  }));
