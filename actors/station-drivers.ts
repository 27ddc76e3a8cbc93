import type { Board } from '../drivers/board.ts';
import type { StationCertificates } from '../drivers/certificates/station-certificates.ts';
import type { StationClock } from '../drivers/clock/clock.ts';
import type { CsmsSocket, SocketTarget } from '../drivers/csms-socket/csms-socket.ts';
import type { TlsProblem } from '../drivers/csms-socket/tls-problem.ts';
import type { Random } from '../drivers/random/random.ts';
import type { Storage } from '../drivers/storage/storage.ts';
import type { SecurityEvent } from '../machines/vocabulary/security-events.ts';
import type { FirmwareWork } from './firmware-work.ts';
import type { SendLog } from './send-log.ts';

/** An attempt to connect, and how the last one was refused, if it was. */
export type Attempt = {
  readonly securityProfile: number;
  /** HTTP status; null: none. */
  readonly refusal: number | null;
  readonly problem: TlsProblem | null;
};

/** The world under a station. */
export type StationDrivers = {
  readonly board: Board;
  readonly socket: CsmsSocket;
  readonly clock: StationClock;
  readonly random: Random;
  readonly storage: Storage;
  readonly sendLog: SendLog;
  readonly certificates: StationCertificates;
  readonly firmware: FirmwareWork;
  /** Where to connect, and with what. */
  readonly target: (attempt: Attempt) => SocketTarget;
  readonly trace: (direction: 'sent' | 'received', text: string) => void;
  /** A line of the security log; absent where nobody keeps one. */
  readonly noteSecurity?: (event: SecurityEvent) => void;
  /** Something is wrong outside; `kind` is one of a fixed few. */
  readonly complain: (kind: string, detail: string) => void;
};
