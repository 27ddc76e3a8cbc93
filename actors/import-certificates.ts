import { ownCertificateOfFiles, rootsOfFile } from '../drivers/certificates/certificate-files.ts';
import type { CertificateFiles } from '../drivers/command-line/station-options.ts';
import type { Storage } from '../drivers/storage/storage.ts';
import { type CertificateUse, keySecret } from '../machines/vocabulary/certificates.ts';
import type { Instant } from '../machines/vocabulary/instant.ts';
import type { RecordChange } from '../machines/vocabulary/records.ts';

/**
 * Takes the certificates of the files into the storage, where it holds none of the kind yet: what the central
 * system has installed or deleted since counts more.
 * @throws StartError for files that cannot be used.
 */
export function importCertificates(files: CertificateFiles, storage: Storage, at: Instant): void {
  const roots = (paths: readonly string[], use: CertificateUse): readonly RecordChange[] =>
    storage.records.roots.some((it) => it.use === use)
      ? []
      : paths
          .flatMap((path) => rootsOfFile(path, use))
          .map((root) => ({ type: 'root-installed', root }) as const);
  const changes = [
    ...roots(files.centralSystemRoot, 'CentralSystemRootCertificate'),
    ...roots(files.manufacturerRoot, 'ManufacturerRootCertificate'),
  ];
  if (changes.length > 0) storage.commit(changes, [], at);
  if (!files.chargePoint || storage.records.chargePointCertificates.length > 0) return;
  const { own, key } = ownCertificateOfFiles(files.chargePoint, storage.records.roots);
  storage.commit(
    [
      { type: 'secret-set', key: keySecret(own.certificate.key.hash), value: key },
      { type: 'charge-point-certificate-installed', certificate: own },
    ],
    [],
    at,
  );
}
