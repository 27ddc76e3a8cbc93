import type { TlsOptions } from 'node:tls';
import { readCertificates } from '../../drivers/certificates/read-certificates.ts';
import type { InstalledRoot } from '../../machines/vocabulary/certificates.ts';
import { type Issued, issue, newKey } from '../drivers/certificates/authority.ts';
import { type Setup, type TestedStation, withColdStation } from './tested-station.ts';

/** In the URL of the central system. */
export const HOST = '127.0.0.1';
export const KEY = '00ff10a0b1c2d3e4f50a3a5c7e8f9001';
export const CPO = 'Wall & Chart Ä';
export const SERIAL_NUMBER = 'MX007SC-0001';

/** The authority of the operator, and what it issued. */
export const root = issue({ commonName: 'Operator Root', serialNumber: '0a01' });
const serverKey = newKey();
export const serverOf = (changed: Parameters<typeof issue>[0] = {}): Issued =>
  issue({ commonName: HOST, issuer: root, key: serverKey, ...changed });
const server = serverOf();
export const own = issue({ commonName: SERIAL_NUMBER, organisation: CPO, issuer: root, serialNumber: '0c' });

/** What a central system of a security profile wants of a TLS connection. */
export const tlsOf = (securityProfile: number, issued = server): TlsOptions => ({
  ...issued,
  ...(securityProfile === 3 && { ca: root.cert, requestCert: true, rejectUnauthorized: true }),
});

/** A central system that takes the certificates of another authority only. */
export const tlsOfOthers = (ca: string): TlsOptions => ({ ...tlsOf(3), ca });

export function installedRoot(pem: string): InstalledRoot {
  const use = 'CentralSystemRootCertificate';
  const chain = readCertificates(pem, use, []);
  const [certificate] = chain?.certificates ?? [];
  if (!certificate || !chain?.hashData) throw new Error('no root certificate');
  return { use, certificate, hashData: chain.hashData };
}

export const setupOf = (securityProfile: number): Setup => ({
  settings: [
    ['SecurityProfile', String(securityProfile)],
    ['CpoName', CPO],
  ],
  authorizationKey: KEY,
  roots: [installedRoot(root.cert)],
  ...(securityProfile === 3 && { own }),
});

/** The central system is one of this security profile from now on, with what it shows. */
export function serve(station: TestedStation, securityProfile: number, issued?: Issued): void {
  station.centralSystem.password = securityProfile === 3 ? null : Buffer.from(KEY, 'hex');
  station.centralSystem.front.serve(securityProfile < 2 ? null : tlsOf(securityProfile, issued));
}

/** Runs one test on a station that has booted with a security profile, over real TLS from 2 on. */
export const withSecurityProfile = (
  securityProfile: number,
  body: (station: TestedStation) => Promise<void>,
): Promise<void> =>
  withColdStation(setupOf(securityProfile), async (station) => {
    serve(station, securityProfile);
    await station.bootAccepted();
    await body(station);
  });
