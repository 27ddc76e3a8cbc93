import { beforeEach, describe, expect, it } from 'vitest';
import { VirtualClock } from '../../../drivers/clock/virtual-clock.ts';
import { Ads1115 } from '../../../drivers/i2c/ads1115.ts';
import type { VoltageInputs } from '../../../drivers/i2c/chip-functions.ts';
import { EmulatedAds1115 } from '../../../drivers/i2c/emulated/emulated-ads1115.ts';
import { EmulatedBus } from '../../../drivers/i2c/emulated/emulated-bus.ts';
import { QueuedBus } from '../../../drivers/i2c/queued-bus.ts';
import { inTime } from './in-time.ts';

const STEP_V = 4.096 / 32_768;

describe('ADS1115', () => {
  let clock: VirtualClock;
  let wire: EmulatedBus;
  let chip: EmulatedAds1115;
  let adc: VoltageInputs;
  let volts: number[];
  let slowness: number;
  const start = (): Promise<void> => inTime(clock, adc.start());
  const read = (input: number): Promise<number> => inTime(clock, adc.read(input));

  beforeEach(() => {
    clock = new VirtualClock();
    wire = new EmulatedBus(clock);
    volts = [0.3, 1.5, 2.7, 4];
    slowness = 1.1;
    chip = new EmulatedAds1115(clock, {
      volts: (input) => volts[input]!,
      get slowness() {
        return slowness;
      },
    });
    wire.attach(0x48, chip);
    adc = new Ads1115(new QueuedBus('bus 1', wire), 0x48, clock, { fullScale_V: 4.096 });
  });

  it('reads each input to half a step', async () => {
    await start();
    for (const [input, expected] of volts.entries()) {
      expect(Math.abs((await read(input)) - expected)).toBeLessThanOrEqual(STEP_V / 2 + 1e-12);
    }
  });

  it('reads below ground and clips above the scale', async () => {
    await start();
    volts = [-0.1, 5, 0, 0];
    expect(await read(0)).toBeCloseTo(-0.1, 3);
    expect(await read(1)).toBeCloseTo(4.096 - STEP_V, 6);
  });

  it('reads every input for itself when all are asked at once', async () => {
    await start();
    const all = inTime(clock, Promise.all([0, 1, 2, 3].map((input) => adc.read(input))));
    expect((await all).map((value) => Math.round(value * 10) / 10)).toEqual([0.3, 1.5, 2.7, 4]);
  });

  it('waits for the end of a slow conversion, and takes nothing of the one before', async () => {
    await start();
    await read(0);
    slowness = 4;
    volts[0] = 3;
    expect(await read(0)).toBeCloseTo(3, 3);
  });

  it('says that it hangs when a conversion does not end', async () => {
    await start();
    slowness = 1000;
    await expect(read(0)).rejects.toMatchObject({ name: 'ChipError', code: 'hung' });
  });

  it('notices a reset, also one in the middle of a conversion', async () => {
    await start();
    await adc.check();
    chip.powerOnReset();
    await expect(adc.check()).rejects.toMatchObject({
      code: 'reset',
      message: 'ADS1115 at 0x48: lost its settings: CONFIG reads 0x8583 instead of 0xC3E3',
    });
    await expect(read(0)).rejects.toMatchObject({ code: 'not-started' });
    await start();
    clock.setTimeout(() => chip.powerOnReset(), 1);
    await expect(read(1)).rejects.toMatchObject({ code: 'reset' });
  });

  it('is not there, garbles, or stands on a stuck bus: each is an error of its own', async () => {
    wire.fail({ kind: 'garbage', times: 2 });
    await expect(start()).rejects.toMatchObject({ name: 'ChipError', code: 'differs' });
    wire.fail({ kind: 'stuck', times: 1 });
    await expect(start()).rejects.toMatchObject({ name: 'I2cError', code: 'timeout' });
    wire.detach(0x48);
    await expect(start()).rejects.toMatchObject({ name: 'I2cError', code: 'no-answer' });
    for (const input of [4, -1, 1.5]) await expect(adc.read(input)).rejects.toThrow(/no input/);
  });
});
