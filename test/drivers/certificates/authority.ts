import { generateKeyPairSync } from 'node:crypto';
import forge from 'node-forge';

/** A certificate and its private key, both PEM. */
export type Issued = { readonly cert: string; readonly key: string };

export type Wanted = {
  readonly commonName?: string;
  readonly organisation?: string;
  /** Absent: it signs itself. */
  readonly issuer?: Issued;
  readonly authority?: boolean;
  readonly pathLength?: number;
  /** Hexadecimal digits. */
  readonly serialNumber?: string;
  readonly notBefore?: Date;
  readonly notAfter?: Date;
  readonly bits?: number;
  /** Absent: one of its own. */
  readonly key?: string;
  /** Of another key than its own: what a request asks for. */
  readonly publicKey?: forge.pki.PublicKey;
  readonly alternativeNames?: readonly string[];
};

const pem = { type: 'pkcs8', format: 'pem' } as const;
/** The private key of a new pair, PEM. */
export const newKey = (bits = 2048): string =>
  generateKeyPairSync('rsa', {
    modulusLength: bits,
    publicKeyEncoding: { type: 'spki', format: 'pem' },
    privateKeyEncoding: pem,
  }).privateKey;

/** DER as PEM. */
export const pemOf = (der: Buffer): string =>
  `-----BEGIN CERTIFICATE-----\n${der.toString('base64')}\n-----END CERTIFICATE-----`;

const publicKeyOf = (key: string): forge.pki.PublicKey => {
  const { n, e } = forge.pki.privateKeyFromPem(key);
  return forge.pki.setRsaPublicKey(n, e);
};

const keyUsage = (authority: boolean) =>
  authority
    ? { name: 'keyUsage', critical: true, keyCertSign: true, cRLSign: true }
    : { name: 'keyUsage', critical: true, digitalSignature: true, keyEncipherment: true };

const text = (name: string, value: string) => ({
  name,
  value,
  valueTagClass: forge.asn1.Type.UTF8 as unknown as forge.asn1.Class,
});

/** Issues certificates for tests, as a central system's authority would: valid from 2020 to 2099. */
export function issue(wanted: Wanted = {}): Issued {
  const {
    commonName = 'Test Root',
    organisation = 'Test',
    issuer,
    authority = issuer === undefined,
  } = wanted;
  const key = wanted.key ?? newKey(wanted.bits);
  const certificate = forge.pki.createCertificate();
  certificate.publicKey = wanted.publicKey ?? publicKeyOf(key);
  certificate.serialNumber = wanted.serialNumber ?? '01';
  certificate.validity.notBefore = wanted.notBefore ?? new Date('2020-01-01T00:00:00Z');
  certificate.validity.notAfter = wanted.notAfter ?? new Date('2099-01-01T00:00:00Z');
  const subject = [text('commonName', commonName), text('organizationName', organisation)];
  certificate.setSubject(subject);
  certificate.setIssuer(issuer ? forge.pki.certificateFromPem(issuer.cert).subject.attributes : subject);
  const { pathLength, alternativeNames = [] } = wanted;
  certificate.setExtensions([
    {
      name: 'basicConstraints',
      critical: true,
      cA: authority,
      ...(pathLength !== undefined && { pathLenConstraint: pathLength }),
    },
    keyUsage(authority),
    ...(alternativeNames.length > 0
      ? [{ name: 'subjectAltName', altNames: alternativeNames.map((value) => ({ type: 2, value })) }]
      : []),
  ]);
  certificate.sign(forge.pki.privateKeyFromPem(issuer?.key ?? key), forge.md.sha256.create());
  return { cert: forge.pki.certificateToPem(certificate).replaceAll('\r', ''), key };
}
