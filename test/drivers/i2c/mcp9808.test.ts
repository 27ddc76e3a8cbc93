import { beforeEach, describe, expect, it } from 'vitest';
import { VirtualClock } from '../../../drivers/clock/virtual-clock.ts';
import type { Thermometer } from '../../../drivers/i2c/chip-functions.ts';
import { EmulatedBus } from '../../../drivers/i2c/emulated/emulated-bus.ts';
import { EmulatedMcp9808 } from '../../../drivers/i2c/emulated/emulated-mcp9808.ts';
import { EmulatedMcp23017 } from '../../../drivers/i2c/emulated/emulated-mcp23017.ts';
import { Mcp9808 } from '../../../drivers/i2c/mcp9808.ts';
import { QueuedBus } from '../../../drivers/i2c/queued-bus.ts';

describe('MCP9808', () => {
  let wire: EmulatedBus;
  let chip: EmulatedMcp9808;
  let thermometer: Thermometer;
  let celsius: number;
  const raw = (...bytes: number[]): unknown => wire.onWires(0x18, Uint8Array.from(bytes), 0);
  beforeEach(() => {
    wire = new EmulatedBus(new VirtualClock());
    celsius = 25;
    chip = new EmulatedMcp9808(() => celsius);
    wire.attach(0x18, chip);
    thermometer = new Mcp9808(new QueuedBus('bus 2', wire), 0x18);
  });

  it.each([25, 0, 0.0625, -0.0625, -40, 71.5, 125, -0.5])('reads %s degrees Celsius', async (degrees) => {
    await thermometer.start();
    celsius = degrees;
    expect(await thermometer.read()).toBe(degrees);
  });

  it('takes only its own kind for a thermometer', async () => {
    wire.attach(0x18, new EmulatedMcp23017());
    await expect(thermometer.start()).rejects.toMatchObject({ name: 'ChipError', code: 'wrong-chip' });
    await expect(thermometer.read()).rejects.toMatchObject({ code: 'not-started' });
  });

  it.each([
    ['manufacturer', 0x0400],
    ['kind of chip', 0x0054],
  ])('takes no chip for a thermometer whose %s alone is another', async (_, word) => {
    let sent = 0;
    wire.attach(0x18, {
      select: () => true,
      receive: () => true,
      send: () => (sent++ % 2 === 0 ? word >> 8 : word & 0xff),
      release: () => {},
    });
    await expect(thermometer.start()).rejects.toMatchObject({ code: 'wrong-chip' });
  });

  it('measures as finely as it can, whatever the program before it wanted', async () => {
    raw(0x08, 0x00);
    await thermometer.start();
    celsius = 20.0625;
    expect(await thermometer.read()).toBe(20.0625);
    raw(0x08, 0x01);
    await expect(thermometer.check()).rejects.toMatchObject({ code: 'reset' });
    await expect(thermometer.read()).rejects.toMatchObject({ code: 'not-started' });
  });

  it('wakes a chip that the program before it shut down', async () => {
    raw(0x01, 0x01, 0x00);
    await thermometer.start();
    celsius = 50;
    expect(await thermometer.read()).toBe(50);
  });

  it('says so when its settings do not stay, and after they changed', async () => {
    await thermometer.start();
    await thermometer.check();
    raw(0x01, 0x01, 0x00);
    await expect(thermometer.check()).rejects.toMatchObject({ code: 'reset' });
    raw(0x01, 0x00, 0x80);
    const receive = chip.receive.bind(chip);
    chip.receive = (byte) => receive(byte === 0 ? 0x80 : byte);
    await expect(thermometer.start()).rejects.toMatchObject({ code: 'differs' });
  });

  it('is not there, or garbles what it says: no start', async () => {
    wire.fail({ kind: 'garbage', times: 2 });
    await expect(thermometer.start()).rejects.toMatchObject({ name: 'ChipError', code: 'wrong-chip' });
    wire.detach(0x18);
    await expect(thermometer.start()).rejects.toMatchObject({ name: 'I2cError', code: 'no-answer' });
  });
});
