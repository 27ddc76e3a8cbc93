import type { RunningFirmware } from '../../machines/vocabulary/firmware.ts';
import { type FirmwareInstaller, InstallError } from './firmware-installer.ts';

/** Of a board whose maker has not said how firmware is put in place: what runs stays. */
export class AbsentInstaller implements FirmwareInstaller {
  boot(): RunningFirmware | null {
    return null;
  }

  async install(): Promise<never> {
    throw new InstallError('installation-failed', 'this board has no installer of firmware');
  }
}
