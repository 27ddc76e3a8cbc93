import type { Instant, IsoTime } from './instant.ts';
import { parseIsoTime } from './instant.ts';

/** CertificateUseEnumType (security whitepaper ed.3 6): the two kinds of root certificate a station keeps. */
export type CertificateUse = 'CentralSystemRootCertificate' | 'ManufacturerRootCertificate';

/** HashAlgorithmEnumType (security whitepaper ed.3 6). */
export type HashAlgorithm = 'SHA256' | 'SHA384' | 'SHA512';

/** What names a certificate under one hash algorithm (RFC 6960 CertID); lower-case hexadecimal digits. */
export type IssuerHashes = { readonly issuerNameHash: string; readonly issuerKeyHash: string };
export type HashData = Readonly<Record<HashAlgorithm, IssuerHashes>>;

/** What decisions need to know of one X.509 certificate; all of it is public. */
export type CertificateFacts = {
  /** SHA-256 of the DER, lower-case hexadecimal digits: which certificate it is. */
  readonly fingerprint: string;
  /** The certificate itself, one PEM block. */
  readonly pem: string;
  /** Upper-case hexadecimal digits without leading zeroes. */
  readonly serialNumber: string;
  readonly commonName: string | null;
  readonly organisation: string | null;
  readonly notBefore: IsoTime;
  readonly notAfter: IsoTime;
  readonly key: {
    readonly kind: 'RSA' | 'EC' | 'other';
    /** Of the modulus or of the curve. */
    readonly bits: number;
    /** SHA-256 of the subjectPublicKeyInfo, lower-case hexadecimal digits. */
    readonly hash: string;
  };
  /** Basic constraints say that it may sign others. */
  readonly isAuthority: boolean;
  /** Signed by its own key, which may sign certificates. */
  readonly isSelfSigned: boolean;
};

/**
 * What a PEM text of the central system holds. It is read where a frame is parsed, before any decision, with
 * the roots that are installed at that moment (`drivers/certificates/read-certificates.ts`).
 */
export type CertificateChain = {
  /** In the order they were sent. */
  readonly certificates: readonly CertificateFacts[];
  /** From the first certificate up to the one that an installed root signed; null: no root signed it. */
  readonly path: readonly CertificateFacts[] | null;
  /** Fingerprint of the root at the end of `path`. */
  readonly root: string | null;
  /** Of the first certificate; null if nobody knows its issuer. */
  readonly hashData: HashData | null;
};

/**
 * Reads PEM, and looks for a path from its first certificate to an installed root of this use. A pure
 * function.
 * @returns null if the text is not PEM of X.509 certificates.
 */
export type CertificateReader = (pem: string, use: CertificateUse) => CertificateChain | null;

/** A root certificate that the central system has installed, or the operator. */
export type InstalledRoot = {
  readonly use: CertificateUse;
  readonly certificate: CertificateFacts;
  readonly hashData: HashData;
};

/** The least that the security whitepaper (A00.FR.502 and following) takes for a key. */
const LEAST_BITS = { RSA: 2048, EC: 224, other: Number.POSITIVE_INFINITY } as const;

export const hasStrongKey = ({ key }: Pick<CertificateFacts, 'key'>): boolean =>
  key.bits >= LEAST_BITS[key.kind];

/** Whether `at` is in the period of validity. */
export function isValidAt(
  { notBefore, notAfter }: Pick<CertificateFacts, 'notBefore' | 'notAfter'>,
  { wall_ms }: Pick<Instant, 'wall_ms'>,
): boolean {
  const [from, until] = [parseIsoTime(notBefore), parseIsoTime(notAfter)];
  return from !== null && until !== null && from <= wall_ms && wall_ms <= until;
}

/** A certificate of this charge point; its private key is a secret, by the hash of the public one. */
export type ChargePointCertificate = {
  readonly certificate: CertificateFacts;
  /** PEM: the certificate first, then whoever signed it, without the root. */
  readonly chain: string;
  readonly hashData: HashData | null;
};

/** A certificate that was asked for (SignCertificate). */
export type SigningRequest = {
  /** PEM of PKCS#10. */
  readonly csr: string;
  /** Of the new key pair, as `CertificateFacts` has it. */
  readonly keyHash: string;
  /** CpoName when it was asked for. */
  readonly organisation: string;
  /** The central system has taken the request. */
  readonly answered: boolean;
};

/** Where the private key of a certificate of the charge point is stored: PEM of PKCS#8. */
export type CertificateKeySecret = `ChargePointKey-${string}`;
export const keySecret = (keyHash: string): CertificateKeySecret => `ChargePointKey-${keyHash}`;
