import { QueuedBus } from '../../drivers/i2c/queued-bus.ts';
import { describedBoard } from '../../drivers/reference-board/described-board.ts';
import { EmulatedHardware } from '../../drivers/reference-board/emulated/emulated-hardware.ts';
import { FramFile } from '../../drivers/reference-board/emulated/fram-file.ts';
import { REFERENCE_DESCRIPTION } from '../../drivers/reference-board/reference-description.ts';
import { openWorld, type Surroundings } from './bench.ts';
import { enoughOutlets } from './enough-outlets.ts';
import type { OpenedBoard } from './opened-board.ts';

/** A ground fault is all that the board notices of what can be raised by name; the rest is done to it. */
const limits = { detects: (errorCode: string) => errorCode === 'GroundFailure', setsRegister: false };

/** The reference board on emulated chips, in the simulated world: every byte goes over an I2C bus. */
export async function openEmulatedReference(surroundings: Surroundings): Promise<OpenedBoard> {
  const { options, clock, warn } = surroundings;
  const description = options.boardDescription ?? REFERENCE_DESCRIPTION;
  const connectors = enoughOutlets(description, options.profile);
  const { world, ...opened } = openWorld(surroundings, limits);
  const fram = new FramFile(options.data, warn);
  const hardware = new EmulatedHardware(clock, world, description, fram);
  const board = describedBoard({
    description,
    safetyBus: new QueuedBus('the emulated safety bus', hardware.safetyBus),
    frontBus: new QueuedBus('the emulated front bus', hardware.frontBus),
    clock,
    complain: warn,
    connectors,
    display: world.feedback,
  });
  await board.start();
  const stop = (): void => {
    board.stop();
    hardware.stop();
    fram.stop();
    world.stop();
  };
  return { ...opened, board, stop };
}
