import type { IsoTime } from './instant.ts';
import type { UploadOutcome } from './uploads.ts';

/** How an update ended (security whitepaper ed.3 L01). */
export type FirmwareOutcome =
  | 'installed'
  | 'download-failed'
  | 'invalid-signature'
  | 'installation-failed'
  | 'verification-failed';

/**
 * How far an update has come, as far as a restart has to know: accepted, it is downloaded again; of a
 * verified one the file is there; from `installing` on there is no way back.
 */
export type FirmwarePhase = 'accepted' | 'verified' | 'installing' | 'rebooting';

/** The update that SignedUpdateFirmware asked for last. Where it is fetched is a secret. */
export type FirmwareRecord = {
  readonly requestId: number;
  /** Not fetched earlier; not installed earlier (null: at once). */
  readonly retrieveAt: IsoTime;
  readonly installAt: IsoTime | null;
  /** After the first try. */
  readonly retries: number;
  readonly retryInterval_s: number;
  /** Of the one that signed it, PEM; it was checked against the roots of the manufacturer. */
  readonly signingCertificate: string;
  /** Base64. */
  readonly signature: string;
  readonly phase: FirmwarePhase;
  /** SHA-256 of the verified file, lower-case hexadecimal digits. */
  readonly digest: string | null;
  /** Null while it is under way. */
  readonly outcome: FirmwareOutcome | null;
  /** The central system knows how it ended. */
  readonly told: boolean;
};

/** What came of fetching the file. Only what `failed` is tried again. */
export type DownloadOutcome = 'downloaded' | Exclude<UploadOutcome, 'uploaded'>;
/** `installed`: in place, and in force from the next start on. */
export type InstallOutcome = 'installed' | 'installation-failed' | 'verification-failed';

/** Firmware that was installed and runs: what it calls itself, and the SHA-256 of its file. */
export type RunningFirmware = { readonly version: string; readonly digest: string };

/** Where the place that the file is fetched from is stored: it may hold a password. */
export const FIRMWARE_LOCATION = 'FirmwareLocation';
