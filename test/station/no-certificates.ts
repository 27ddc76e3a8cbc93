import type { StationCertificates } from '../../drivers/certificates/station-certificates.ts';

/** For stations of tests in which nobody sends a certificate, or asks for one. */
export const noCertificates: StationCertificates = {
  read: () => null,
  makeSigningRequest: () => new Promise<never>(() => {}),
};
