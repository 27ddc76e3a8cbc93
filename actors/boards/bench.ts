import { join } from 'node:path';
import { type BenchHooks, benchRoutes } from '../../drivers/bench/bench-api.ts';
import { BenchBoard } from '../../drivers/bench/bench-board.ts';
import { BenchLink } from '../../drivers/bench/bench-link.ts';
import { type BenchState, benchState } from '../../drivers/bench/bench-view.ts';
import { ClockOffset } from '../../drivers/bench/clock-offset.ts';
import { World } from '../../drivers/bench/world.ts';
import { WorldFile } from '../../drivers/bench/world-file.ts';
import type { Board } from '../../drivers/board.ts';
import type { StationClock } from '../../drivers/clock/clock.ts';
import type { StationOptions } from '../../drivers/command-line/station-options.ts';
import type { CsmsSocket } from '../../drivers/csms-socket/csms-socket.ts';
import { BenchInstaller } from '../../drivers/firmware-installer/bench-installer.ts';
import type { FirmwareInstaller } from '../../drivers/firmware-installer/firmware-installer.ts';
import type { Route } from '../../drivers/http-server/route.ts';

/** Where the image of new firmware is, and what the installer keeps. */
export const firmwareDirectory = (data: string): string => join(data, 'firmware');

type ChangeConfiguration = BenchHooks['changeConfiguration'];
export type Bench = {
  readonly board: Board;
  /** The link to the central system, which the bench can cut. */
  readonly socket: CsmsSocket;
  readonly installer: FirmwareInstaller;
  routes(changeConfiguration: ChangeConfiguration): readonly Route[];
  /** What `GET /bench` answers. */
  view(): BenchState;
  stop(): void;
};

/** The simulated hardware, kept in its own file in the data directory. */
export function openBench(
  { data, profile }: Pick<StationOptions, 'data' | 'profile'>,
  clock: StationClock,
  socket: CsmsSocket,
  warn: (text: string) => void,
): Bench {
  const store = new WorldFile({ directory: data, clock, warn });
  const world = new World({ clock, connectors: profile.connectors.count, store });
  const link = new BenchLink(socket);
  const offset = new ClockOffset(clock);
  // As in a power cut: no handler runs, no file is flushed.
  const cutPower = (): void => void process.kill(process.pid, 'SIGKILL');
  const installer = new BenchInstaller({ directory: firmwareDirectory(data), cutPower });
  return {
    board: new BenchBoard(world),
    socket: link,
    installer,
    routes: (changeConfiguration) =>
      benchRoutes(world, {
        linkState: () => link.state,
        setLink: (state) => link.set(state),
        clockOffset_ms: () => offset.now_ms,
        setClockOffset: (offset_ms) => offset.set(offset_ms),
        changeConfiguration,
        orderInstallation: (ordered) => {
          installer.ordered = ordered;
        },
        cutPower,
      }),
    view: () => benchState(world, link.state, offset.now_ms),
    stop: () => world.stop(),
  };
}
