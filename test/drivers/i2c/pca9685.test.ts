import { beforeEach, describe, expect, it } from 'vitest';
import { VirtualClock } from '../../../drivers/clock/virtual-clock.ts';
import type { PwmOutputs } from '../../../drivers/i2c/chip-functions.ts';
import { EmulatedBus } from '../../../drivers/i2c/emulated/emulated-bus.ts';
import { EmulatedPca9685 } from '../../../drivers/i2c/emulated/emulated-pca9685.ts';
import { Pca9685, type Pca9685Options } from '../../../drivers/i2c/pca9685.ts';
import { QueuedBus } from '../../../drivers/i2c/queued-bus.ts';
import { inTime } from './in-time.ts';

const EXTERNAL: Pca9685Options = { clock_Hz: 24_576_000, external: true, frequency_Hz: 1000 };

describe('PCA9685', () => {
  let clock: VirtualClock;
  let wire: EmulatedBus;
  let chip: EmulatedPca9685;
  let pwm: PwmOutputs;
  const raw = (...bytes: number[]): unknown => wire.onWires(0x40, Uint8Array.from(bytes), 0);
  const make = (options: Pca9685Options) => new Pca9685(new QueuedBus('bus 1', wire), 0x40, clock, options);
  const start = (): Promise<void> => inTime(clock, pwm.start());

  beforeEach(() => {
    clock = new VirtualClock();
    wire = new EmulatedBus(clock);
    chip = new EmulatedPca9685({ external_Hz: 24_576_000 });
    wire.attach(0x40, chip);
    pwm = make(EXTERNAL);
  });

  it('makes exactly 1000 Hz of the clock at its pin (SAE J1772: 980 to 1020 Hz)', async () => {
    await start();
    expect(chip.frequency_Hz()).toBe(1000);
  });

  it('makes 1017 Hz of its own oscillator, which is all it can', async () => {
    pwm = make({ clock_Hz: 25_000_000, external: false, frequency_Hz: 1000 });
    await start();
    expect(chip.frequency_Hz()).toBeCloseTo(1017.25, 2);
  });

  it.each([
    [0, 0],
    [0.1, 409 / 4096],
    [410 / 4096, 410 / 4096],
    [0.5333, 2184 / 4096],
    [0.000001, 1 / 4096],
    [0.99999, 4095 / 4096],
    [1, 1],
  ])('gives an output a duty of %s, rounded down to a step', async (duty, expected) => {
    await start();
    await pwm.set(3, duty);
    expect([chip.duty(3), await pwm.read(3)]).toEqual([expected, expected]);
    expect([chip.duty(2), chip.duty(4)]).toEqual([0, 0]);
  });

  it('changes a duty in one step: no other one is ever at the output', async () => {
    await start();
    await pwm.set(0, 0.9);
    const duties: number[] = [];
    chip.onOutputs(() => duties.push(chip.duty(0)));
    await pwm.set(0, 0.2);
    expect(new Set(duties)).toEqual(new Set([819 / 4096]));
  });

  it('is steadily low from the first transfer of a start on, whatever ran before', async () => {
    await start();
    await pwm.set(0, 0.5);
    const duties: number[] = [];
    chip.onOutputs(() => duties.push(chip.duty(0)));
    await inTime(clock, make(EXTERNAL).start());
    expect(new Set(duties)).toEqual(new Set([0]));
  });

  it('is steadily low from the first transfer on also where it was steadily high', async () => {
    await start();
    await pwm.set(0, 1);
    await pwm.set(1, 0.3);
    const duties: number[] = [];
    chip.onOutputs(() => duties.push(chip.duty(0)));
    await inTime(clock, make(EXTERNAL).start());
    expect(new Set(duties)).toEqual(new Set([0]));
  });

  it('takes over a chip that is awake and inverts its outputs', async () => {
    raw(0x00, 0x00);
    raw(0x01, 0x14);
    await start();
    await pwm.set(0, 0.25);
    expect([chip.frequency_Hz(), chip.duty(0), chip.duty(1)]).toEqual([1000, 0.25, 0]);
  });

  it('reads back a duty that begins anywhere in the period', async () => {
    await start();
    raw(0x06, 0x10, 0x01, 0x10, 0x03);
    expect(await pwm.read(0)).toBe(0.125);
    raw(0x06, 0x00, 0x0f, 0x00, 0x01);
    expect(await pwm.read(0)).toBe(512 / 4096);
  });

  it('answers no common address after a start, so that no other chip is taken for it', async () => {
    expect(wire.onWires(0x70, Uint8Array.of(0), 1)).toEqual(Uint8Array.of(0x11));
    await start();
    expect(wire.onWires(0x70, Uint8Array.of(0), 1)).toBeNull();
  });

  it('notices the general call that resets every PCA9685, and can be started again', async () => {
    await start();
    await pwm.set(0, 0.5);
    await pwm.check();
    wire.onWires(0, Uint8Array.of(0x06), 0);
    expect(chip.duty(0)).toBe(0);
    await expect(pwm.check()).rejects.toMatchObject({
      code: 'reset',
      message: expect.stringMatching(/0x11/),
    });
    await expect(pwm.set(0, 0.5)).rejects.toMatchObject({ code: 'not-started' });
    await start();
    await pwm.set(0, 0.5);
    expect(chip.duty(0)).toBe(0.5);
  });

  it('notices an output that is not what was set', async () => {
    await start();
    await pwm.set(1, 0.5);
    raw(0x06 + 4 + 3, 0x0f);
    await expect(pwm.check()).rejects.toMatchObject({
      code: 'reset',
      message: 'PCA9685 at 0x40: lost its settings: register 0x0D reads 0x0F instead of 0x08',
    });
  });

  it('says so when it keeps to an outer clock that it is not to use', async () => {
    raw(0x00, 0x10);
    raw(0x00, 0x50);
    pwm = make({ clock_Hz: 25_000_000, external: false, frequency_Hz: 1000 });
    await expect(start()).rejects.toMatchObject({ code: 'differs' });
  });

  it('is not there, or garbles what it says: no start', async () => {
    wire.fail({ kind: 'garbage', times: 20 });
    await expect(start()).rejects.toMatchObject({ name: 'ChipError', code: 'differs' });
    wire.detach(0x40);
    await expect(start()).rejects.toMatchObject({ name: 'I2cError', code: 'no-answer' });
  });

  it('keeps the duty that it had when the new one does not arrive', async () => {
    await start();
    await pwm.set(0, 0.5);
    wire.fail({ kind: 'no-answer', times: 1 });
    await expect(pwm.set(0, 0.2)).rejects.toMatchObject({ code: 'no-answer' });
    await pwm.check();
    expect(chip.duty(0)).toBe(0.5);
  });

  it('refuses what cannot be: outputs, duties, frequencies', async () => {
    await start();
    await expect(pwm.set(16, 0.5)).rejects.toThrow(/no output 16/);
    await expect(pwm.set(0, 1.01)).rejects.toThrow(/between 0 and 1/);
    await expect(pwm.set(0, Number.NaN)).rejects.toThrow(/between 0 and 1/);
    for (const frequency_Hz of [2000, 20]) {
      expect(() => make({ ...EXTERNAL, frequency_Hz })).toThrow(/cannot be divided/);
    }
    expect(() => make({ ...EXTERNAL, frequency_Hz: 1500 })).not.toThrow();
  });
});
