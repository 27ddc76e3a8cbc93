import { ciString } from './ci-string.ts';
import { closedObject } from './closed-object.ts';
import { enumeration } from './enumeration.ts';

/** CertificateHashDataType (security whitepaper ed.3 6.1): what names an installed certificate. */
export const certificateHashData = closedObject({
  hashAlgorithm: enumeration(['SHA256', 'SHA384', 'SHA512']),
  issuerNameHash: ciString(128),
  issuerKeyHash: ciString(128),
  serialNumber: ciString(40),
});
