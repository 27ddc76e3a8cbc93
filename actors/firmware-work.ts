import { join } from 'node:path';
import { downloadFile } from '../drivers/file-transfer/download-file.ts';
import type { FirmwareInstaller } from '../drivers/firmware-installer/firmware-installer.ts';
import { type VerifiedImage, verifyImage } from '../drivers/firmware-installer/verify-image.ts';
import type { RunningFirmware } from '../machines/vocabulary/firmware.ts';
import type { Secret } from '../machines/vocabulary/secret.ts';

/** More is no firmware of a charging station. */
const MOST_BYTES = 256 * 1024 * 1024;

/** What an update asks of the world. There is one image, and whoever asks is one machine. */
export type FirmwareWork = {
  /** The station starts: what runs now; null: the firmware that it came with. */
  boot(): RunningFirmware | null;
  /** @throws TransferError, or an Error of the disk. */
  download(location: Secret<string>, protocols: readonly string[], signal: AbortSignal): Promise<void>;
  /** @returns null if there is no whole file. */
  verify(certificate: string, signature: string): Promise<VerifiedImage | null>;
  /** @throws InstallError */
  install(digest: string): Promise<void>;
};

/** @param directory where the image is kept. */
export function firmwareWork(directory: string, installer: FirmwareInstaller): FirmwareWork {
  const path = join(directory, 'image');
  return {
    boot: () => installer.boot(),
    download: (location, protocols, signal) =>
      downloadFile(location.reveal(), protocols, { path, most_bytes: MOST_BYTES, signal }),
    verify: (certificate, signature) => verifyImage(path, certificate, signature),
    install: (digest) => installer.install(path, digest),
  };
}
