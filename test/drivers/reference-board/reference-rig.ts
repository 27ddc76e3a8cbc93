import { World } from '../../../drivers/bench/world.ts';
import { forgetfulStore } from '../../../drivers/bench/world-file.ts';
import { VirtualClock } from '../../../drivers/clock/virtual-clock.ts';
import { EmulatedMb85rc256v } from '../../../drivers/i2c/emulated/emulated-mb85rc256v.ts';
import { QueuedBus } from '../../../drivers/i2c/queued-bus.ts';
import { describedBoard } from '../../../drivers/reference-board/described-board.ts';
import { EmulatedHardware } from '../../../drivers/reference-board/emulated/emulated-hardware.ts';
import { REFERENCE_DESCRIPTION } from '../../../drivers/reference-board/reference-description.ts';

/** The reference board on emulated chips, in virtual time, with nothing above it. */
export async function referenceRig() {
  const clock = new VirtualClock();
  const world = new World({ clock, connectors: 2, store: forgetfulStore() });
  const hardware = new EmulatedHardware(clock, world, REFERENCE_DESCRIPTION, new EmulatedMb85rc256v());
  const complaints: string[] = [];
  const board = describedBoard({
    description: REFERENCE_DESCRIPTION,
    safetyBus: new QueuedBus('bus 1', hardware.safetyBus),
    frontBus: new QueuedBus('bus 2', hardware.frontBus),
    clock,
    complain: (text) => complaints.push(text),
    connectors: 2,
  });
  const pass = (ms: number) => clock.advanceAsync(ms, () => Promise.resolve());
  const started = board.start();
  await pass(500);
  await started;
  return {
    clock,
    world,
    hardware,
    board,
    complaints,
    pass,
    stop: () => {
      board.stop();
      hardware.stop();
      world.stop();
    },
  };
}
export type ReferenceRig = Awaited<ReturnType<typeof referenceRig>>;
