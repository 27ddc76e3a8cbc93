import { beforeEach, describe, expect, it } from 'vitest';
import { VirtualClock } from '../../../drivers/clock/virtual-clock.ts';
import type { NonVolatileMemory } from '../../../drivers/i2c/chip-functions.ts';
import { EmulatedBus } from '../../../drivers/i2c/emulated/emulated-bus.ts';
import { EmulatedMb85rc256v } from '../../../drivers/i2c/emulated/emulated-mb85rc256v.ts';
import { Mb85rc256v } from '../../../drivers/i2c/mb85rc256v.ts';
import { QueuedBus } from '../../../drivers/i2c/queued-bus.ts';

describe('MB85RC256V', () => {
  let wire: EmulatedBus;
  let chip: EmulatedMb85rc256v;
  let memory: NonVolatileMemory;
  beforeEach(() => {
    wire = new EmulatedBus(new VirtualClock());
    chip = new EmulatedMb85rc256v();
    wire.attach(0x50, chip);
    memory = new Mb85rc256v(new QueuedBus('bus 1', wire), 0x50);
  });

  it('keeps what it is given, at its place, over a power cut', async () => {
    await memory.start();
    await memory.write(0x1234, Uint8Array.of(1, 2, 3));
    await memory.write(0x7fff, Uint8Array.of(9));
    wire.attach(0x50, new EmulatedMb85rc256v(chip.memory));
    await memory.start();
    await memory.check();
    expect(await memory.read(0x1233, 5)).toEqual(Uint8Array.of(0, 1, 2, 3, 0));
    expect([...chip.memory.entries()].filter(([, byte]) => byte !== 0)).toEqual([
      [0x1234, 1],
      [0x1235, 2],
      [0x1236, 3],
      [0x7fff, 9],
    ]);
  });

  it('neither reads nor writes beyond its end, where the chip would begin anew', async () => {
    await expect(memory.write(0x7fff, Uint8Array.of(1, 2))).rejects.toThrow(/32768 bytes, not 2 at 32767/);
    await expect(memory.read(-1, 1)).rejects.toThrow(RangeError);
    await expect(memory.read(0x8000, 1)).rejects.toThrow(RangeError);
    await expect(memory.read(0, 0)).rejects.toThrow(RangeError);
    expect(wire.lines()).toEqual([]);
  });

  it('says so when a byte was not stored: the chip acknowledges it all the same', async () => {
    chip.writeProtected = true;
    await expect(memory.write(0x10, Uint8Array.of(0, 7))).rejects.toMatchObject({
      name: 'ChipError',
      code: 'differs',
      message: 'MB85RC256V at 0x50: byte 0x0011 reads 0x00 instead of 0x07',
    });
  });

  it('is not there, or garbles what it is asked', async () => {
    wire.fail({ kind: 'garbage', times: 2 });
    await expect(memory.write(0, Uint8Array.of(1))).rejects.toMatchObject({ code: 'differs' });
    wire.detach(0x50);
    await expect(memory.start()).rejects.toMatchObject({ name: 'I2cError', code: 'no-answer' });
    await expect(memory.check()).rejects.toMatchObject({ name: 'I2cError', code: 'no-answer' });
  });
});
