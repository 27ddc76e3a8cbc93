import type {
  CertificateChain,
  CertificateFacts,
  CertificateUse,
  ChargePointCertificate,
  InstalledRoot,
} from '../../../machines/vocabulary/certificates.ts';

const hashes = (name: string) => ({ issuerNameHash: `aa${name}`, issuerKeyHash: `bb${name}` });

/** A certificate that signed itself, as the edge reads it; `changed`: what is otherwise. */
export function chainOf(name: string, changed: Partial<CertificateFacts> = {}): CertificateChain {
  const facts: CertificateFacts = {
    fingerprint: `f${name}`,
    pem: `PEM of ${name}`,
    serialNumber: `${name}FFF`,
    commonName: name,
    organisation: null,
    notBefore: '1970-01-01T00:00:00.000Z',
    notAfter: '2099-01-01T00:00:00.000Z',
    key: { kind: 'RSA', bits: 2048, hash: `k${name}` },
    isAuthority: true,
    isSelfSigned: true,
    ...changed,
  };
  const hashData = { SHA256: hashes(`${name}2`), SHA384: hashes(`${name}3`), SHA512: hashes(`${name}5`) };
  return { certificates: [facts], path: null, root: null, hashData };
}

export function rootOf(name: string, use: CertificateUse = 'CentralSystemRootCertificate'): InstalledRoot {
  const { certificates, hashData } = chainOf(name);
  const [certificate] = certificates;
  if (!certificate || !hashData) throw new Error('a chain without certificate');
  return { use, certificate, hashData };
}

/** A certificate of the charge point. */
export function ownOf(name: string, changed: Partial<CertificateFacts> = {}): ChargePointCertificate {
  const { certificates, hashData } = chainOf(name, { isAuthority: false, isSelfSigned: false, ...changed });
  const [certificate] = certificates;
  if (!certificate) throw new Error('a chain without certificate');
  return { certificate, chain: certificate.pem, hashData };
}
