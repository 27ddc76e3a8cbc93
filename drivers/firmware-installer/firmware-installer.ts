import type { InstallOutcome, RunningFirmware } from '../../machines/vocabulary/firmware.ts';

/** Firmware could not be put in place; what ran before goes on running. */
export class InstallError extends Error {
  override name = 'InstallError';
  readonly outcome: Exclude<InstallOutcome, 'installed'>;
  constructor(outcome: InstallError['outcome'], message: string, options?: ErrorOptions) {
    super(message, options);
    this.outcome = outcome;
  }
}

/** Puts firmware in place. A power cut at any point leaves what ran before, or the new one whole. */
export interface FirmwareInstaller {
  /**
   * The station starts: from now on what was installed last is what runs.
   * @returns null for the firmware that the station came with.
   */
  boot(): RunningFirmware | null;
  /**
   * Puts an image in place, durable when it resolves; in force from the next `boot` on. One that is under way
   * is waited for.
   * @param image path of the file. @param digest its SHA-256, hexadecimal digits.
   * @throws InstallError (rejects): nothing has changed.
   */
  install(image: string, digest: string): Promise<void>;
}
