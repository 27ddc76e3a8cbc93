import { createHash, type KeyObject, type X509Certificate } from 'node:crypto';
import type {
  CertificateFacts,
  HashAlgorithm,
  HashData,
  IssuerHashes,
} from '../../machines/vocabulary/certificates.ts';
import { isoTime } from '../../machines/vocabulary/instant.ts';
import { certificateParts } from './der.ts';

const CURVE_BITS: Readonly<Record<string, number>> = {
  secp224r1: 224,
  prime256v1: 256,
  secp256k1: 256,
  brainpoolP256r1: 256,
  brainpoolP320r1: 320,
  secp384r1: 384,
  brainpoolP384r1: 384,
  brainpoolP512r1: 512,
  secp521r1: 521,
};

const hashOf = (algorithm: HashAlgorithm, bytes: Buffer): string =>
  createHash(algorithm.toLowerCase()).update(bytes).digest('hex');

function keyOf(publicKey: KeyObject): Pick<CertificateFacts['key'], 'kind' | 'bits'> {
  const { asymmetricKeyType, asymmetricKeyDetails } = publicKey;
  if (asymmetricKeyType === 'rsa') return { kind: 'RSA', bits: asymmetricKeyDetails?.modulusLength ?? 0 };
  if (asymmetricKeyType === 'ec')
    return { kind: 'EC', bits: CURVE_BITS[asymmetricKeyDetails?.namedCurve ?? ''] ?? 0 };
  return { kind: 'other', bits: 0 };
}

/** What `CertificateFacts.key.hash` is of this key. */
export const keyHashOf = (publicKey: KeyObject): string =>
  hashOf('SHA256', publicKey.export({ type: 'spki', format: 'der' }));

/** RFC 2253: a character that would mean something, or the number of one that cannot be printed. */
const ESCAPED = /\\(?:([0-9A-F]{2})|(.))/g;
const unescaped = (_: string, number: string | undefined, character: string | undefined): string =>
  character ?? String.fromCharCode(Number.parseInt(number ?? '', 16));

/**
 * The one value of an attribute of a name, as `X509Certificate` writes it: a line each, with escapes. (Its
 * `toLegacyObject` ends the process where a certificate is malformed.)
 * @returns null if there is none, or more than one.
 */
function attributeOf(name: string, attribute: string): string | null {
  const lines = name.split('\n').filter((line) => line.startsWith(`${attribute}=`));
  const [value, another] = lines.map((line) => line.slice(attribute.length + 1));
  return value === undefined || another !== undefined ? null : value.replace(ESCAPED, unescaped);
}

/** Whether the key of `issuer` signed `certificate`, and its key usage lets it sign certificates. */
export const isSignedBy = (certificate: X509Certificate, issuer: X509Certificate): boolean =>
  certificate.checkIssued(issuer) && certificate.verify(issuer.publicKey);

/** @throws an Error where the certificate has a key or a date that cannot be read. */
export function factsOf(certificate: X509Certificate): CertificateFacts {
  return {
    fingerprint: hashOf('SHA256', certificate.raw),
    pem: certificate.toString(),
    serialNumber: certificate.serialNumber.toUpperCase().replace(/^0+(?=.)/, ''),
    commonName: attributeOf(certificate.subject, 'CN'),
    organisation: attributeOf(certificate.subject, 'O'),
    notBefore: isoTime(Date.parse(certificate.validFrom)),
    notAfter: isoTime(Date.parse(certificate.validTo)),
    key: {
      ...keyOf(certificate.publicKey),
      hash: hashOf('SHA256', certificateParts(certificate.raw).publicKeyInfo),
    },
    isAuthority: certificate.ca,
    isSelfSigned: isSignedBy(certificate, certificate),
  };
}

/** CertificateHashDataType (security whitepaper ed.3 6.1, RFC 6960 4.1.1), over the bytes as they stand. */
export function hashDataOf(certificate: X509Certificate, issuer: X509Certificate): HashData {
  const { issuer: name } = certificateParts(certificate.raw);
  const { publicKey } = certificateParts(issuer.raw);
  const hashes = (algorithm: HashAlgorithm): IssuerHashes => ({
    issuerNameHash: hashOf(algorithm, name),
    issuerKeyHash: hashOf(algorithm, publicKey),
  });
  return { SHA256: hashes('SHA256'), SHA384: hashes('SHA384'), SHA512: hashes('SHA512') };
}
