import type { Board } from '../drivers/board.ts';
import type { StationClock } from '../drivers/clock/clock.ts';
import type { CsmsSocket, SocketTarget } from '../drivers/csms-socket/csms-socket.ts';
import type { Random } from '../drivers/random/random.ts';
import type { Storage } from '../drivers/storage/storage.ts';

/** The world under a station. */
export type StationDrivers = {
  readonly board: Board;
  readonly socket: CsmsSocket;
  readonly clock: StationClock;
  readonly random: Random;
  readonly storage: Storage;
  readonly target: () => SocketTarget;
  readonly trace: (direction: 'sent' | 'received', text: string) => void;
  /** Something is wrong outside; said at most once a minute for each kind. */
  readonly complain: (kind: string, detail: string) => void;
};
