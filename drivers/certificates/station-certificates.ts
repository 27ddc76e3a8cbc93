import type { CertificateReader } from '../../machines/vocabulary/certificates.ts';
import type { Storage } from '../storage/storage.ts';
import { readCertificates } from './read-certificates.ts';
import { type MakeSigningRequest, makeSigningRequest } from './signing-request.ts';

/** What a station needs of X.509. It is handed over: a browser that plays a log has no cryptography. */
export type StationCertificates = {
  readonly read: CertificateReader;
  readonly makeSigningRequest: MakeSigningRequest;
};

/** Of a real station: certificates are read with the roots that its storage holds at that moment. */
export const stationCertificates = (storage: Pick<Storage, 'records'>): StationCertificates => ({
  read: (pem, use) => readCertificates(pem, use, storage.records.roots),
  makeSigningRequest,
});
