import { beforeEach, describe, expect, it } from 'vitest';
import { VirtualClock } from '../../../drivers/clock/virtual-clock.ts';
import { Ade7953, type Ade7953Options } from '../../../drivers/i2c/ade7953.ts';
import { ticksBetween } from '../../../drivers/i2c/ade7953-registers.ts';
import { EmulatedAde7953 } from '../../../drivers/i2c/emulated/emulated-ade7953.ts';
import { EmulatedBus } from '../../../drivers/i2c/emulated/emulated-bus.ts';
import { QueuedBus } from '../../../drivers/i2c/queued-bus.ts';
import { inTime } from './in-time.ts';

const FRONT_END = { fullScale_V: 347.4, fullScale_A: 90.3 };

describe('ADE7953', () => {
  let clock: VirtualClock;
  let wire: EmulatedBus;
  let chip: EmulatedAde7953;
  let meter: Ade7953;
  const make = (options: Partial<Ade7953Options> = {}) =>
    new Ade7953(new QueuedBus('bus 1', wire), clock, { ...FRONT_END, ...options });
  const start = (it = meter): Promise<void> => inTime(clock, it.start());
  const raw = (...bytes: number[]): unknown => wire.onWires(0x38, Uint8Array.from(bytes), 0);

  beforeEach(() => {
    clock = new VirtualClock();
    wire = new EmulatedBus(clock);
    chip = new EmulatedAde7953(clock, FRONT_END);
    chip.setVoltage(240, 60);
    wire.attach(0x38, chip);
    meter = make();
  });

  it('waits until the chip has powered up', async () => {
    await start();
    expect(clock.now().monotonic_ms).toBe(100);
    await meter.check();
  });

  it('reads voltage, current, power, frequency and power factor of each channel', async () => {
    await start();
    chip.setLoad('A', 30, 0.98);
    chip.setLoad('B', 16, -1);
    const [a, b] = [await meter.read('A'), await meter.read('B')];
    expect([a.voltage_V, a.current_A, a.power_W, a.frequency_Hz, a.powerFactor]).toEqual([
      expect.closeTo(240, 3),
      expect.closeTo(30, 3),
      expect.closeTo(7056, 1),
      expect.closeTo(60, 2),
      expect.closeTo(0.98, 4),
    ]);
    expect([b.current_A, b.power_W, b.powerFactor]).toEqual([
      expect.closeTo(16, 3),
      expect.closeTo(-3840, 1),
      -1,
    ]);
  });

  it('counts 7.2 kW for an hour as 7.2 kWh, over ten wraps, and reading loses nothing', async () => {
    await start();
    chip.setLoad('A', 30);
    let [before, ticks] = [await meter.energyTicks('A'), 0];
    for (let second = 0; second < 3600; second += 1) {
      clock.advance(1000);
      const now = await meter.energyTicks('A');
      ticks += ticksBetween(before, now);
      before = now;
    }
    expect((ticks * meter.tick_Ws) / 3600).toBeCloseTo(7200, 2);
    expect(ticks / 2 ** 24).toBeGreaterThan(10);
  });

  it('counts down what flows back, or leaves it out', async () => {
    await start();
    chip.setLoad('A', 10, -1);
    clock.advance(10_000);
    expect(ticksBetween(0, await meter.energyTicks('A')) * meter.tick_Ws).toBeCloseTo(-24_000, 0);
    await start(make({ importOnly: true }));
    const before = await meter.energyTicks('A');
    clock.advance(10_000);
    expect(await meter.energyTicks('A')).toBe(before);
  });

  it.each([
    [0, 1, 1],
    [0xffffff, 0, 1],
    [0xffff00, 0x000100, 0x200],
    [5, 0xfffffe, -7],
    [0x7fffff, 0x800000, 1],
  ])('finds what was counted between %i and %i: %i', (before, now, ticks) => {
    expect(ticksBetween(before, now)).toBe(ticks);
  });

  it('keeps the energy over a restart of the program, and says so', async () => {
    await start();
    expect(meter.startedAnew).toBe(true);
    chip.setLoad('A', 30);
    clock.advance(5000);
    const again = make();
    await start(again);
    expect(again.startedAnew).toBe(false);
    expect((await again.energyTicks('A')) * meter.tick_Ws).toBeCloseTo(36_000, 0);
  });

  it('says that the energy counts anew after a reset, also if the start after it failed once', async () => {
    await start();
    await start();
    expect(meter.startedAnew).toBe(false);
    chip.powerOnReset();
    clock.advance(100);
    await expect(meter.check()).rejects.toMatchObject({ name: 'ChipError', code: 'reset' });
    await expect(meter.energyTicks('A')).rejects.toMatchObject({ code: 'not-started' });
    const end = wire.fail({ kind: 'garbage' });
    await expect(start()).rejects.toMatchObject({ code: 'differs' });
    end();
    await start();
    expect([meter.startedAnew, await meter.energyTicks('A')]).toEqual([true, 0]);
  });

  it('knows a reset that the program before it saw and did not survive', async () => {
    await start();
    chip.powerOnReset();
    clock.advance(100);
    // Somebody read RSTIRQSTATA: the flag is gone, the settings too.
    wire.onWires(0x38, Uint8Array.of(0x03, 0x2e), 4);
    await start();
    expect(meter.startedAnew).toBe(true);
  });

  it('does not lose the reset flag of the chip to a program that ends in the middle of a start', async () => {
    const dying = make();
    const stop = dying.start();
    await clock.advanceAsync(100, async () => {});
    await stop;
    chip.powerOnReset();
    clock.advance(100);
    const end = wire.fail({ kind: 'garbage', times: 30 });
    await expect(start(make())).rejects.toThrow();
    end();
    const next = make();
    await start(next);
    expect(next.startedAnew).toBe(true);
  });

  it('opens the register 0x120 with its key; without it, the start fails', async () => {
    await start();
    expect(wire.onWires(0x38, Uint8Array.of(0x01, 0x20), 2)).toEqual(Uint8Array.of(0x00, 0x30));
    chip.powerOnReset();
    clock.advance(100);
    const receive = chip.receive.bind(chip);
    // A chip that hears another key.
    chip.receive = (byte) => receive(byte === 0xad ? 0xac : byte);
    await expect(start()).rejects.toMatchObject({ code: 'differs', message: expect.stringMatching(/0x120/) });
  });

  it('says so when the chip protects its registers', async () => {
    clock.advance(100);
    raw(0x00, 0x40, 0x07);
    await expect(start()).rejects.toMatchObject({ code: 'differs', message: expect.stringMatching(/0x102/) });
  });

  it('calibrates: gains and phases reach the chip, and it measures by them', async () => {
    meter = make({ calibration: { voltage: 1.01, currentA: 0.98, powerA: 1.02, phaseB: -5, phaseA: 7 } });
    await start();
    chip.setLoad('A', 20);
    const reading = await meter.read('A');
    expect([reading.voltage_V, reading.current_A, reading.power_W]).toEqual([
      expect.closeTo(242.4, 2),
      expect.closeTo(19.6, 2),
      expect.closeTo(240 * 20 * 1.01 * 0.98 * 1.02, 0),
    ]);
    expect(wire.onWires(0x38, Uint8Array.of(0x01, 0x08), 2)).toEqual(Uint8Array.of(0x00, 0x07));
    expect(wire.onWires(0x38, Uint8Array.of(0x01, 0x09), 2)).toEqual(Uint8Array.of(0x02, 0x05));
    expect(() => make({ calibration: { voltage: 2 } })).toThrow(/voltage is 2/);
    expect(() => make({ calibration: { phaseA: 384 } })).toThrow(/phaseA is 384/);
  });

  it('takes what the chip says of the flow of power for no change of its settings', async () => {
    await start();
    for (const [current_A, powerFactor] of [
      [0, 1],
      [10, 1],
      [10, -1],
    ] as const) {
      chip.setLoad('A', current_A, powerFactor);
      await meter.check();
    }
    raw(0x03, 0x01, 0, 0, 0, 0x05);
    await expect(meter.check()).rejects.toMatchObject({ code: 'reset' });
  });

  it('notices a single register that lost its value', async () => {
    await start();
    raw(0x00, 0x04, 0x40);
    await expect(meter.check()).rejects.toMatchObject({
      code: 'reset',
      message: 'ADE7953 at 0x38: lost its settings: register 0x004 reads 0x40 instead of 0x00',
    });
  });

  it('takes no garbage for energy, current or power', async () => {
    await start();
    wire.fail({ kind: 'garbage' });
    await expect(meter.energyTicks('A')).rejects.toMatchObject({ name: 'ChipError', code: 'garbage' });
    await expect(meter.read('B')).rejects.toMatchObject({ name: 'ChipError', code: 'garbage' });
  });

  it('takes no garbage for a voltage', async () => {
    await start();
    wire.fail({ kind: 'garbage', times: 1 });
    await expect(meter.read('A')).rejects.toMatchObject({
      code: 'garbage',
      message: expect.stringMatching(/register 0x31C has 24 bits/),
    });
    expect((await meter.read('A')).voltage_V).toBeCloseTo(240, 3);
  });

  it('believes a chip that says it was reset, though its settings are right', async () => {
    await start();
    chip.powerOnReset();
    clock.advance(100);
    raw(0x01, 0x02, 0x00, 0x04);
    raw(0x00, 0xfe, 0xad);
    raw(0x01, 0x20, 0x00, 0x30);
    raw(0x00, 0x04, 0x00);
    await expect(meter.check()).rejects.toMatchObject({
      code: 'reset',
      message: expect.stringMatching(/says that it was reset/),
    });
    await start();
    expect(meter.startedAnew).toBe(true);
  });

  it('goes on with the energy of a chip that lost a setting and was not reset', async () => {
    await start();
    raw(0x01, 0x08, 0x00, 0x01);
    await expect(meter.check()).rejects.toMatchObject({ code: 'reset' });
    await start();
    expect(meter.startedAnew).toBe(false);
  });

  it('is not there: no start, after it was given the time to power up', async () => {
    wire.detach(0x38);
    await expect(start()).rejects.toMatchObject({ name: 'I2cError', code: 'no-answer' });
    expect(clock.now().monotonic_ms).toBe(200);
  });

  it('does not wait on a stuck bus for a chip to power up', async () => {
    wire.fail({ kind: 'stuck', times: 1 });
    await expect(start()).rejects.toMatchObject({ name: 'I2cError', code: 'timeout' });
  });
});
