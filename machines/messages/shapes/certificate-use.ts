import { enumeration } from './enumeration.ts';

/** CertificateUseEnumType (security whitepaper ed.3 6): the two kinds of root certificate a station keeps. */
export const certificateUse = enumeration(['CentralSystemRootCertificate', 'ManufacturerRootCertificate']);
