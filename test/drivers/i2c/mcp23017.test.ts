import { beforeEach, describe, expect, it } from 'vitest';
import { VirtualClock } from '../../../drivers/clock/virtual-clock.ts';
import type { DigitalIo } from '../../../drivers/i2c/chip-functions.ts';
import { EmulatedBus } from '../../../drivers/i2c/emulated/emulated-bus.ts';
import { EmulatedMcp23017 } from '../../../drivers/i2c/emulated/emulated-mcp23017.ts';
import { Mcp23017, type Mcp23017Pins } from '../../../drivers/i2c/mcp23017.ts';
import { QueuedBus } from '../../../drivers/i2c/queued-bus.ts';

const PINS = {
  outputs: {
    k1: { port: 'A', bit: 0 },
    k2: { port: 'A', bit: 1 },
    reset: { port: 'A', bit: 6, inverted: true },
  },
  inputs: { mirror1: { port: 'B', bit: 0 }, estop: { port: 'B', bit: 6, inverted: true, pullUp: true } },
} as const;

describe('MCP23017', () => {
  let wire: EmulatedBus;
  let chip: EmulatedMcp23017;
  let io: DigitalIo<'mirror1' | 'estop', 'k1' | 'k2' | 'reset'>;
  beforeEach(() => {
    wire = new EmulatedBus(new VirtualClock());
    chip = new EmulatedMcp23017();
    wire.attach(0x20, chip);
    io = new Mcp23017(new QueuedBus('bus 1', wire), 0x20, PINS);
  });

  it('drives its outputs by name, and only those it was told', async () => {
    await io.start();
    await io.write({ k1: true });
    await io.write({ k2: true, reset: true });
    await io.write({ k1: false });
    expect([0, 1, 6].map((bit) => chip.pin('A', bit))).toEqual([false, true, false]);
  });

  it('drives every output of writes that are asked for at once, also while it is being checked', async () => {
    await io.start();
    await io.write({ k1: true });
    await Promise.all([
      io.write({ k2: true }),
      io.check(),
      io.write({ k1: false }),
      io.write({ reset: true }),
    ]);
    expect([0, 1, 6].map((bit) => chip.pin('A', bit))).toEqual([false, true, false]);
    await io.check();
  });

  it('makes outputs safe before they are outputs, whatever the program before it left', async () => {
    const k1: string[] = [];
    wire.onWires(0x20, Uint8Array.of(0x14, 0x01), 0);
    chip.onOutputs(() => k1.push(`${chip.isOutput('A', 0) ? 'output' : 'input'} ${chip.pin('A', 0)}`));
    await io.start();
    expect(new Set(k1)).toEqual(new Set(['input false', 'output false']));
    expect([chip.pin('A', 0), chip.pin('A', 6)]).toEqual([false, true]);
  });

  it('finds its way from any bank that the program before it left', async () => {
    for (const iocon of [0x80, 0xa0, 0x20, 0xfe]) {
      chip.powerOnReset();
      wire.onWires(0x20, Uint8Array.of(0x0a, iocon), 0);
      await io.start();
      await io.check();
      await io.write({ k2: true });
      expect([chip.pin('A', 0), chip.pin('A', 1)]).toEqual([false, true]);
    }
  });

  it('reads inputs by name, with pull-ups and inverted lines', async () => {
    await io.start();
    expect((await io.read()).levels).toEqual({ mirror1: false, estop: false });
    chip.drive('B', 0, true);
    chip.drive('B', 6, false);
    const { levels, changed } = await io.read();
    expect(levels).toEqual({ mirror1: true, estop: true });
    expect(changed).toEqual(new Set(['mirror1', 'estop']));
    expect((await io.read()).changed).toEqual(new Set());
  });

  it('takes an input for changed only since the start', async () => {
    chip.drive('B', 0, true);
    await io.start();
    expect((await io.read()).changed).toEqual(new Set());
  });

  it('notices an input that changed and changed back between two readings', async () => {
    await io.start();
    chip.drive('B', 0, true);
    chip.drive('B', 0, false);
    await io.check();
    expect(await io.read()).toEqual({
      levels: { mirror1: false, estop: false },
      changed: new Set(['mirror1']),
    });
    expect((await io.read()).changed).toEqual(new Set());
  });

  it('says that the chip was reset, does not answer then, and can be started again', async () => {
    await io.start();
    await io.write({ k1: true });
    await io.check();
    chip.powerOnReset();
    await expect(io.check()).rejects.toMatchObject({
      name: 'ChipError',
      code: 'reset',
      message: 'MCP23017 at 0x20: lost its settings: register 0x00 reads 0xFFFF instead of 0x4100',
    });
    await expect(io.read()).rejects.toMatchObject({ code: 'not-started' });
    await io.start();
    expect(chip.pin('A', 0)).toBe(false);
  });

  it('says so when a register does not keep what was written', async () => {
    const receive = chip.receive.bind(chip);
    // A chip whose IODIR bits of port A are stuck at 1.
    let bytes: number[] = [];
    chip.select = () => {
      bytes = [];
      return EmulatedMcp23017.prototype.select.call(chip, 'write');
    };
    chip.receive = (byte) => {
      bytes.push(byte);
      return receive(bytes[0] === 0x00 && bytes.length === 2 ? 0xff : byte);
    };
    await expect(io.start()).rejects.toMatchObject({ code: 'differs' });
    await expect(io.write({ k1: true })).rejects.toMatchObject({ code: 'not-started' });
  });

  it('is not there, or garbles what it says: no start', async () => {
    wire.detach(0x20);
    await expect(io.start()).rejects.toMatchObject({ name: 'I2cError', code: 'no-answer' });
    wire.attach(0x20, chip);
    wire.fail({ kind: 'garbage' });
    await expect(io.start()).rejects.toMatchObject({ name: 'ChipError', code: 'differs' });
  });

  it('does not close late what could not be closed in time', async () => {
    await io.start();
    await io.write({ k2: true });
    wire.fail({ kind: 'no-answer', times: 2 });
    await expect(io.write({ k1: true })).rejects.toMatchObject({ code: 'no-answer' });
    await expect(io.write({ k2: false })).rejects.toMatchObject({ code: 'no-answer' });
    await io.write({ reset: true });
    expect([0, 1, 6].map((bit) => chip.pin('A', bit))).toEqual([false, false, false]);
  });

  it('makes an inverted line inactive, which is high, that could not be made active in time', async () => {
    await io.start();
    wire.fail({ kind: 'no-answer', times: 1 });
    await expect(io.write({ reset: true })).rejects.toMatchObject({ code: 'no-answer' });
    await io.write({ k1: true });
    expect([0, 6].map((bit) => chip.pin('A', bit))).toEqual([true, true]);
  });

  it.each<[Mcp23017Pins<string, string>, RegExp]>([
    [{ outputs: {}, inputs: { door: { port: 'A', bit: 7 } } }, /door reads A7, which is an output only/],
    [{ outputs: { k1: { port: 'A', bit: 8 } }, inputs: {} }, /k1 is on A8/],
    [{ outputs: { k1: { port: 'A', bit: -1 } }, inputs: {} }, /k1 is on A-1/],
    [{ outputs: { k1: { port: 'A', bit: 1.5 } }, inputs: {} }, /k1 is on A1.5/],
    [{ outputs: { k1: { port: 'A', bit: 1 } }, inputs: { door: { port: 'A', bit: 1 } } }, /both on A1/],
  ])('refuses pins that the chip does not have: %#', (pins, words) => {
    expect(() => new Mcp23017(new QueuedBus('bus 1', wire), 0x20, pins)).toThrow(words);
  });
});
