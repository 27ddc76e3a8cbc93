import type { Board } from '../drivers/board.ts';
import type { StationClock } from '../drivers/clock/clock.ts';
import type { CsmsSocket, SocketTarget } from '../drivers/csms-socket/csms-socket.ts';
import type { Random } from '../drivers/random/random.ts';
import type { Storage } from '../drivers/storage/storage.ts';
import type { SecurityEvent } from '../machines/vocabulary/security-events.ts';
import type { FirmwareWork } from './firmware-work.ts';
import type { SendLog } from './send-log.ts';

/** The world under a station. */
export type StationDrivers = {
  readonly board: Board;
  readonly socket: CsmsSocket;
  readonly clock: StationClock;
  readonly random: Random;
  readonly storage: Storage;
  readonly sendLog: SendLog;
  readonly firmware: FirmwareWork;
  /** Where to connect; `refusal` is the HTTP status that refused the last attempt, null if none did. */
  readonly target: (refusal: number | null) => SocketTarget;
  readonly trace: (direction: 'sent' | 'received', text: string) => void;
  /** A line of the security log; absent where nobody keeps one. */
  readonly noteSecurity?: (event: SecurityEvent) => void;
  /** Something is wrong outside; `kind` is one of a fixed few. */
  readonly complain: (kind: string, detail: string) => void;
};
