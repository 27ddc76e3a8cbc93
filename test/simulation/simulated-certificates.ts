import type { StationCertificates } from '../../drivers/certificates/station-certificates.ts';
import type { StationClock } from '../../drivers/clock/clock.ts';
import type { CertificateFacts, HashData } from '../../machines/vocabulary/certificates.ts';
import { mx007sc } from '../../machines/vocabulary/profiles/mx007sc.ts';
import type { StationRecords } from '../../machines/vocabulary/records.ts';
import { Secret } from '../../machines/vocabulary/secret.ts';

/** Who vouches for others here, by the text that stands for their certificate. */
export const ROOTS = ['ROOT-1', 'ROOT-2', 'ROOT-3'] as const;
/** Who signs firmware: rightly; after its time; signed by nobody who is known; and what is no certificate. */
export const SIGNERS = ['SIGNER', 'OUTDATED', 'STRANGER', 'nonsense'] as const;
/** What a request is signed with: this, and the request. */
export const SIGNED = 'SIGNED ';

const hashes = (issuer: string) => ({
  issuerNameHash: `name of ${issuer}`,
  issuerKeyHash: `key of ${issuer}`,
});
export const hashDataOf = (issuer: string): HashData => ({
  SHA256: hashes(issuer),
  SHA384: hashes(issuer),
  SHA512: hashes(issuer),
});

const facts = (pem: string, change: Partial<CertificateFacts> = {}): CertificateFacts => ({
  fingerprint: `print of ${pem}`,
  pem,
  serialNumber: 'A1',
  commonName: pem,
  organisation: null,
  notBefore: '2020-01-01T00:00:00.000Z',
  notAfter: '2099-01-01T00:00:00.000Z',
  key: { kind: 'RSA', bits: 2048, hash: `key of ${pem}` },
  isAuthority: false,
  isSelfSigned: false,
  ...change,
});

/** The first of them signs all that is signed. */
const [ISSUER] = ROOTS;

const isRoot = (pem: string): boolean => (ROOTS as readonly string[]).includes(pem);
const isCertificate = (pem: string): boolean =>
  isRoot(pem) ||
  pem.startsWith(SIGNED) ||
  (pem !== 'nonsense' && (SIGNERS as readonly string[]).includes(pem));

function certificate(pem: string): CertificateFacts {
  if (isRoot(pem)) return facts(pem, { isAuthority: true, isSelfSigned: true });
  if (pem === 'OUTDATED') return facts(pem, { notAfter: '2021-01-01T00:00:00.000Z' });
  if (!pem.startsWith(SIGNED)) return facts(pem);
  const [, organisation = '', number = ''] = pem.slice(SIGNED.length).split('/');
  const key = { kind: 'RSA', bits: 2048, hash: `key ${number}` } as const;
  return facts(pem, { commonName: mx007sc.identity.serialNumber, organisation, key });
}

type Needs = {
  readonly clock: StationClock;
  readonly records: () => StationRecords;
  /** Counts what the station is about to hear. */
  readonly reading: (by: 1 | -1) => void;
};

/**
 * Certificates whose text says what they are: reading real ones is a driver's work, and their bytes would be
 * other ones each time. Requests to be signed are made within seconds.
 */
export function simulatedCertificates({ clock, records, reading }: Needs): StationCertificates {
  let made = 0;
  return {
    read: (pem, use) => {
      if (!isCertificate(pem)) return null;
      const trusted = records().roots.some((it) => it.use === use && it.certificate.pem === ISSUER);
      const first = certificate(pem);
      const vouched = trusted && pem !== 'STRANGER' && !isRoot(pem);
      return {
        certificates: [first],
        path: vouched ? [first] : null,
        root: vouched ? `print of ${ISSUER}` : null,
        hashData: hashDataOf(isRoot(pem) ? pem : ISSUER),
      };
    },
    makeSigningRequest: ({ organisation }) => {
      made += 1;
      const number = `${clock.now().monotonic_ms}-${made}`;
      return new Promise((resolve) => {
        clock.setTimeout(() => {
          reading(1);
          const privateKey = new Secret(`private ${number}`);
          resolve({ csr: `CSR/${organisation}/${number}`, keyHash: `key ${number}`, privateKey });
          queueMicrotask(() => reading(-1));
        }, 3_000);
      });
    },
  };
}
