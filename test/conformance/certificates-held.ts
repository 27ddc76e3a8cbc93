import { readCertificates } from '../../drivers/certificates/read-certificates.ts';
import { type InstalledRoot, keySecret } from '../../machines/vocabulary/certificates.ts';
import type { RecordChange } from '../../machines/vocabulary/records.ts';
import { Secret } from '../../machines/vocabulary/secret.ts';
import type { Issued } from '../drivers/certificates/authority.ts';

/** What stores certificates that a station holds before a test begins. */
export function certificatesHeld(
  roots: readonly InstalledRoot[],
  own: Issued | undefined,
): readonly RecordChange[] {
  const installed = roots.map((root) => ({ type: 'root-installed', root }) as const);
  if (!own) return installed;
  const chain = readCertificates(own.cert, 'CentralSystemRootCertificate', roots);
  const [certificate] = chain?.certificates ?? [];
  if (!certificate || !chain) throw new Error('no certificate of the charge point');
  const { hashData } = chain;
  return [
    ...installed,
    { type: 'secret-set', key: keySecret(certificate.key.hash), value: new Secret(own.key) },
    {
      type: 'charge-point-certificate-installed',
      certificate: { certificate, chain: own.cert, hashData },
    },
  ];
}
