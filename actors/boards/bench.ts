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
import type { Route } from '../../drivers/http-server/route.ts';

type ChangeConfiguration = BenchHooks['changeConfiguration'];
export type Bench = {
  readonly board: Board;
  /** The link to the central system, which the bench can cut. */
  readonly socket: CsmsSocket;
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
  return {
    board: new BenchBoard(world),
    socket: link,
    routes: (changeConfiguration) =>
      benchRoutes(world, {
        linkState: () => link.state,
        setLink: (state) => link.set(state),
        clockOffset_ms: () => offset.now_ms,
        setClockOffset: (offset_ms) => offset.set(offset_ms),
        changeConfiguration,
        // As in a power cut: no handler runs, no file is flushed.
        cutPower: () => process.kill(process.pid, 'SIGKILL'),
      }),
    view: () => benchState(world, link.state, offset.now_ms),
    stop: () => world.stop(),
  };
}
