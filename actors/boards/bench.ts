import { join } from 'node:path';
import { benchRoutes } from '../../drivers/bench/bench-api.ts';
import { BenchBoard } from '../../drivers/bench/bench-board.ts';
import { BenchLink } from '../../drivers/bench/bench-link.ts';
import { benchState } from '../../drivers/bench/bench-view.ts';
import { ClockOffset } from '../../drivers/bench/clock-offset.ts';
import { World, type WorldLimits } from '../../drivers/bench/world.ts';
import { WorldFile } from '../../drivers/bench/world-file.ts';
import type { StationClock } from '../../drivers/clock/clock.ts';
import type { StationOptions } from '../../drivers/command-line/station-options.ts';
import type { CsmsSocket } from '../../drivers/csms-socket/csms-socket.ts';
import { BenchInstaller } from '../../drivers/firmware-installer/bench-installer.ts';
import type { OpenedBoard } from './opened-board.ts';

/** Where the image of new firmware is, and what the installer keeps. */
export const firmwareDirectory = (data: string): string => join(data, 'firmware');

export type Surroundings = {
  readonly options: Pick<StationOptions, 'data' | 'profile' | 'boardDescription'>;
  readonly clock: StationClock;
  readonly socket: CsmsSocket;
  readonly warn: (text: string) => void;
};

/** A simulated world with everything that people can do to it; the board in it is somebody else's. */
export function openWorld({ options, clock, socket, warn }: Surroundings, limits?: WorldLimits) {
  const { data, profile } = options;
  const store = new WorldFile({ directory: data, clock, warn });
  const world = new World({ clock, connectors: profile.connectors.count, store, ...(limits && { limits }) });
  const link = new BenchLink(socket);
  const offset = new ClockOffset(clock);
  // As in a power cut: no handler runs, no file is flushed.
  const cutPower = (): void => void process.kill(process.pid, 'SIGKILL');
  const installer = new BenchInstaller({ directory: firmwareDirectory(data), cutPower });
  const bench: OpenedBoard['bench'] = {
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
  };
  return { world, socket: link, installer, bench };
}

/** The simulated hardware, kept in its own file in the data directory. */
export function openBench(surroundings: Surroundings): OpenedBoard {
  const { world, ...opened } = openWorld(surroundings);
  return { ...opened, board: new BenchBoard(world), stop: () => world.stop() };
}
