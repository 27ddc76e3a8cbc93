import type { BenchHooks } from '../../drivers/bench/bench-api.ts';
import type { BenchState } from '../../drivers/bench/bench-view.ts';
import type { Board } from '../../drivers/board.ts';
import type { CsmsSocket } from '../../drivers/csms-socket/csms-socket.ts';
import type { FirmwareInstaller } from '../../drivers/firmware-installer/firmware-installer.ts';
import type { Route } from '../../drivers/http-server/route.ts';

/** What people do to simulated hardware, and see of it. */
export type BenchControls = {
  routes(changeConfiguration: BenchHooks['changeConfiguration']): readonly Route[];
  /** What `GET /bench` answers. */
  view(): BenchState;
};

/** A board under a process, and what comes with it. */
export type OpenedBoard = {
  readonly board: Board;
  /** The link to the central system; a bench can cut it. */
  readonly socket: CsmsSocket;
  readonly installer: FirmwareInstaller;
  /** null: the board is hardware. */
  readonly bench: BenchControls | null;
  stop(): void;
};
