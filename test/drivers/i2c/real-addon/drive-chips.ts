import { SystemClock } from '../../../../drivers/clock/system-clock.ts';
import type { I2cBus } from '../../../../drivers/i2c/i2c-bus.ts';
import { openLinuxI2cBus } from '../../../../drivers/i2c/linux-i2c-bus.ts';
import { exerciseReferenceChips } from '../reference-chips.ts';

/**
 * Run as a process of its own, on a bus of the kernel or of what stands in for it: `drive-chips.ts BUS
 * TASK`. Writes
 * one line of JSON.
 */
const [number = '7', task = 'exercise'] = process.argv.slice(2) as [string?, DriveTask?];
const clock = new SystemClock();

type Told = { readonly code: string; readonly words: string };
const told = (error: unknown): Told => {
  const { code = '', message } = error as Error & { readonly code?: string };
  return { code, words: message };
};
const outcome = (transfer: Promise<Uint8Array>): Promise<readonly number[] | Told> =>
  transfer.then((bytes) => [...bytes], told);
const readIodir = (bus: I2cBus, address = 0x20) => outcome(bus.transfer(address, Uint8Array.of(0x00), 1));

export type DriveTask = 'exercise' | 'taken' | 'read' | 'together' | 'close' | 'unguarded';

const tasks: Readonly<Record<Exclude<DriveTask, 'unguarded'>, (bus: I2cBus) => Promise<unknown>>> = {
  exercise: (bus) => exerciseReferenceChips(bus, clock),
  /** First an address that cannot be set, then one that could be. */
  taken: async (bus) => [await readIodir(bus, 0x68), await readIodir(bus, 0x68), await readIodir(bus)],
  read: async (bus) => [await readIodir(bus)],
  together: async (bus) => Promise.all(Array.from({ length: 6 }, () => readIodir(bus))),
  /** Closed while a transfer is under way. */
  close: async (bus) => {
    const transfers = [readIodir(bus), readIodir(bus)];
    await Promise.resolve().then(() => {});
    bus.close();
    return [...(await Promise.all(transfers)), await readIodir(bus)];
  },
};

/** What the addon does by itself: the reason for the guards. */
async function unguarded(): Promise<unknown> {
  const { default: addon } = await import('i2c-bus');
  const bus = await addon.openPromisified(Number(number));
  const write = () => bus.i2cWrite(0x68, 1, Buffer.of(0x06)).then(() => 'written', told);
  return [await write(), await write()];
}

async function guarded(named: keyof typeof tasks): Promise<unknown> {
  const bus = await openLinuxI2cBus(Number(number));
  try {
    return await tasks[named](bus);
  } finally {
    bus.close();
  }
}

const result = await (task === 'unguarded' ? unguarded() : guarded(task)).catch(told);
console.log(JSON.stringify(result));
