import { BenchBoard } from '../../drivers/bench/bench-board.ts';
import { World } from '../../drivers/bench/world.ts';
import { forgetfulStore, type WorldStore } from '../../drivers/bench/world-file.ts';
import { FakeClock } from './fake-clock.ts';

export type BenchRig = {
  readonly clock: FakeClock;
  readonly world: World;
  readonly board: BenchBoard;
  /** A plugged vehicle is offered a current, is in C, and its contactor is closed. */
  charge(connectorId: number, limit_A: number, maxAmps?: number): void;
};

export function makeBench(store: WorldStore = forgetfulStore(), connectors = 2): BenchRig {
  const clock = new FakeClock();
  const world = new World({ clock, connectors, store });
  const board = new BenchBoard(world);
  return {
    clock,
    world,
    board,
    charge(connectorId, limit_A, maxAmps = 80) {
      world.plug(connectorId, { maxAmps, reactionMs: 0 });
      board.controlPilot.offer(connectorId, limit_A);
      clock.advance(0);
      board.contactor.command(connectorId, true);
    },
  };
}
