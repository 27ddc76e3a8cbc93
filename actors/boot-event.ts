import type { RunningFirmware } from '../machines/vocabulary/firmware.ts';
import type { StopReason } from '../machines/vocabulary/status.ts';

/** The actors are built: what they were told besides the records. */
export type BootEvent = {
  readonly type: 'BOOT';
  /** Why there was a time without them. */
  readonly interruption: StopReason;
  /** Makes message ids unique. */
  readonly uuid: string;
  /** Absent: the firmware that the station came with. */
  readonly firmware?: RunningFirmware;
};
