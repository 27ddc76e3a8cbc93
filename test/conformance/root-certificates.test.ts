import { expect, it } from 'vitest';
import { issue } from '../drivers/certificates/authority.ts';
import { type TestedStation, withStation } from './tested-station.ts';

const certificateType = 'CentralSystemRootCertificate';
const [first, second] = [issue({ serialNumber: '0a' }), issue({ serialNumber: '0b' })];
const install = (station: TestedStation, certificate: string, status: string): Promise<void> =>
  station.expectCall('InstallCertificate', { certificateType, certificate }, { status });
type Ids = { status: string; certificateHashData?: { serialNumber: string }[] };
const ids = (station: TestedStation): Promise<Ids> =>
  station.call('GetInstalledCertificateIds', { certificateType }) as Promise<Ids>;
const serialNumbers = async (station: TestedStation) =>
  (await ids(station)).certificateHashData?.map(({ serialNumber }) => serialNumber);

it('root certificates outlive a power cut, and go when they are deleted', () =>
  withStation({}, async (station) => {
    expect(await ids(station)).toEqual({ status: 'NotFound' });
    await install(station, first.cert, 'Accepted');
    await install(station, second.cert, 'Accepted');
    await install(station, second.cert, 'Accepted');
    station.powerCut();
    station.powerUp();
    await station.pass_s(10);
    expect(await serialNumbers(station)).toEqual(['A', 'B']);
    const [certificateHashData] = (await ids(station)).certificateHashData ?? [];
    await station.expectCall('DeleteCertificate', { certificateHashData }, { status: 'Accepted' });
    await station.expectCall('DeleteCertificate', { certificateHashData }, { status: 'NotFound' });
    expect(await serialNumbers(station)).toEqual(['B']);
    station.takeSent();
  }));

it('a root certificate that is none is Rejected; one that cannot be stored has Failed', () =>
  withStation({}, async (station) => {
    await install(station, '-----BEGIN CERTIFICATE-----', 'Rejected');
    await install(station, issue({ authority: false }).cert, 'Rejected');
    station.life.storage.failNext('full');
    await install(station, first.cert, 'Failed');
    expect(await ids(station)).toEqual({ status: 'NotFound' });
    station.takeSent();
  }));
