import * as v from 'valibot';
import type {
  CertificateFacts,
  ChargePointCertificate,
  InstalledRoot,
  SigningRequest,
} from '../../machines/vocabulary/certificates.ts';

/** Shapes of stored certificates, as `stored-shapes.ts` has those of all else. */
const certificateShape: v.GenericSchema<unknown, CertificateFacts> = v.looseObject({
  fingerprint: v.string(),
  pem: v.string(),
  serialNumber: v.string(),
  commonName: v.nullable(v.string()),
  organisation: v.nullable(v.string()),
  notBefore: v.string(),
  notAfter: v.string(),
  key: v.looseObject({ kind: v.picklist(['RSA', 'EC', 'other']), bits: v.number(), hash: v.string() }),
  isAuthority: v.boolean(),
  isSelfSigned: v.boolean(),
});

const issuerHashes = v.looseObject({ issuerNameHash: v.string(), issuerKeyHash: v.string() });
const hashDataShape = v.looseObject({ SHA256: issuerHashes, SHA384: issuerHashes, SHA512: issuerHashes });

export const installedRootsShape: v.GenericSchema<unknown, readonly InstalledRoot[]> = v.array(
  v.looseObject({
    use: v.picklist(['CentralSystemRootCertificate', 'ManufacturerRootCertificate']),
    certificate: certificateShape,
    hashData: hashDataShape,
  }),
);

export const chargePointCertificatesShape: v.GenericSchema<unknown, readonly ChargePointCertificate[]> =
  v.array(
    v.looseObject({ certificate: certificateShape, chain: v.string(), hashData: v.nullable(hashDataShape) }),
  );

export const signingRequestShape: v.GenericSchema<unknown, SigningRequest> = v.looseObject({
  csr: v.string(),
  keyHash: v.string(),
  organisation: v.string(),
  answered: v.boolean(),
});
