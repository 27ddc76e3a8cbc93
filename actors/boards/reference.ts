import { StartError } from '../../drivers/command-line/start-error.ts';
import { AbsentInstaller } from '../../drivers/firmware-installer/absent-installer.ts';
import { type I2cBus, I2cError } from '../../drivers/i2c/i2c-bus.ts';
import { openLinuxI2cBus } from '../../drivers/i2c/linux-i2c-bus.ts';
import { ReopeningBus } from '../../drivers/i2c/reopening-bus.ts';
import { describedBoard } from '../../drivers/reference-board/described-board.ts';
import { REFERENCE_DESCRIPTION } from '../../drivers/reference-board/reference-description.ts';
import type { Surroundings } from './bench.ts';
import { enoughOutlets } from './enough-outlets.ts';
import type { OpenedBoard } from './opened-board.ts';

/** @throws StartError if there is no such bus, in words for whoever starts the station. */
async function openBus(number: number): Promise<I2cBus> {
  const open = (): Promise<I2cBus> => openLinuxI2cBus(number);
  try {
    return new ReopeningBus(await open(), open);
  } catch (error) {
    if (error instanceof I2cError) throw new StartError(error.message);
    throw error;
  }
}

/** The reference board, or a described one like it, on the I2C buses of this computer. */
export async function openReference({ options, clock, socket, warn }: Surroundings): Promise<OpenedBoard> {
  const description = options.boardDescription ?? REFERENCE_DESCRIPTION;
  const connectors = enoughOutlets(description, options.profile);
  const { safety, front } = description.buses;
  const safetyBus = await openBus(safety);
  const frontBus = front === safety ? safetyBus : await openBus(front);
  const board = describedBoard({ description, safetyBus, frontBus, clock, complain: warn, connectors });
  await board.start();
  return { board, socket, installer: new AbsentInstaller(), bench: null, stop: () => board.stop() };
}
