import { TransferError } from '../drivers/file-transfer/transfer-error.ts';
import { InstallError } from '../drivers/firmware-installer/firmware-installer.ts';
import { type DownloadOutcome, FIRMWARE_LOCATION } from '../machines/vocabulary/firmware.ts';
import { FIRMWARE_UPDATE } from '../machines/vocabulary/peer.ts';
import type { Edge } from './edge.ts';
import type { Ports } from './ports.ts';
import type { StationDrivers } from './station-drivers.ts';

type Needs = Pick<StationDrivers, 'storage' | 'clock' | 'firmware' | 'complain'> & { readonly edge: Edge };
type Attempt = { readonly attempt: number };

/** Binds the ports of the firmware update: what is fetched, and from where, is in the storage. */
export class FirmwareEdge {
  readonly #needs: Needs;
  #download = new AbortController();

  constructor(needs: Needs) {
    this.#needs = needs;
  }

  readonly ports: Pick<Ports, 'download' | 'abandonDownload' | 'verify' | 'install'> = {
    download: (request) => this.#fetch(request),
    abandonDownload: () => this.stop(),
    verify: (request) => this.#verify(request),
    install: (request) => this.#install(request),
  };

  /** Ends a download that is under way; nothing comes of it then. */
  stop(): void {
    this.#download.abort();
  }

  #fetch({ attempt }: Attempt): void {
    const { edge, storage, firmware, complain } = this.#needs;
    this.stop();
    this.#download = new AbortController();
    const { signal } = this.#download;
    const ended = (outcome: DownloadOutcome): void => {
      if (!signal.aborted) edge.deliver(FIRMWARE_UPDATE, { type: 'DOWNLOAD_ENDED', attempt, outcome });
    };
    const location = storage.secret(FIRMWARE_LOCATION);
    if (!location) return ended('failed');
    const protocols = (storage.records.configuration.SupportedFileTransferProtocols ?? '').split(',');
    firmware.download(location, protocols, signal).then(
      () => ended('downloaded'),
      (error: unknown) => {
        if (!signal.aborted) complain('firmware was not fetched', String(error));
        ended(error instanceof TransferError ? error.kind : 'failed');
      },
    );
  }

  #verify({ attempt }: Attempt): void {
    const { edge, storage, clock, firmware, complain } = this.#needs;
    const { signingCertificate = '', signature = '' } = storage.records.firmware ?? {};
    const ended = (valid: boolean, digest: string | null): void =>
      edge.deliver(FIRMWARE_UPDATE, { type: 'VERIFIED', attempt, valid, digest, at: clock.now() });
    const unreadable = (error: unknown): void => {
      complain('firmware could not be read', String(error));
      ended(false, null);
    };
    firmware
      .verify(signingCertificate, signature)
      .then((it) => ended(it?.valid ?? false, it?.digest ?? null), unreadable);
  }

  #install({ attempt }: Attempt): void {
    const { edge, storage, firmware, complain } = this.#needs;
    const ended = (outcome: 'installed' | InstallError['outcome']): void =>
      edge.deliver(FIRMWARE_UPDATE, { type: 'INSTALL_ENDED', attempt, outcome });
    const failed = (error: unknown): void => {
      complain('firmware was not installed', String(error));
      ended(error instanceof InstallError ? error.outcome : 'installation-failed');
    };
    firmware.install(storage.records.firmware?.digest ?? '').then(() => ended('installed'), failed);
  }
}
