import { expect, it } from 'vitest';
import type { StationClock } from '../../../drivers/clock/clock.ts';
import { VirtualClock } from '../../../drivers/clock/virtual-clock.ts';
import { Ade7953 } from '../../../drivers/i2c/ade7953.ts';
import { Ads1115 } from '../../../drivers/i2c/ads1115.ts';
import type { Chip } from '../../../drivers/i2c/chip.ts';
import { EmulatedBus } from '../../../drivers/i2c/emulated/emulated-bus.ts';
import type { I2cBus } from '../../../drivers/i2c/i2c-bus.ts';
import { Mcp9808 } from '../../../drivers/i2c/mcp9808.ts';
import { Mcp23017 } from '../../../drivers/i2c/mcp23017.ts';
import { Pca9685 } from '../../../drivers/i2c/pca9685.ts';
import { Pn532 } from '../../../drivers/i2c/pn532.ts';
import { QueuedBus } from '../../../drivers/i2c/queued-bus.ts';
import { inTime } from './in-time.ts';
import { attachReferenceChips } from './reference-chips.ts';

/** A driver, and every method of it that needs a chip with its settings. */
type Case = { readonly chip: Chip; readonly uses: readonly (() => Promise<unknown>)[] };

const CASES: Readonly<Record<string, (bus: I2cBus, clock: StationClock) => Case>> = {
  MCP23017: (bus) => {
    const pins = { inputs: {}, outputs: { k1: { port: 'A', bit: 0 } } } as const;
    const chip = new Mcp23017(bus, 0x20, pins);
    return { chip, uses: [() => chip.check(), () => chip.read(), () => chip.write({ k1: true })] };
  },
  PCA9685: (bus, clock) => {
    const chip = new Pca9685(bus, 0x40, clock, { clock_Hz: 24_576_000, external: true, frequency_Hz: 1000 });
    return { chip, uses: [() => chip.check(), () => chip.set(0, 0.5), () => chip.read(0)] };
  },
  ADS1115: (bus, clock) => {
    const chip = new Ads1115(bus, 0x48, clock, { fullScale_V: 4.096 });
    return { chip, uses: [() => chip.check(), () => chip.read(0)] };
  },
  ADE7953: (bus, clock) => {
    const chip = new Ade7953(bus, clock, { fullScale_V: 347.4, fullScale_A: 90.3 });
    return { chip, uses: [() => chip.check(), () => chip.read('A'), () => chip.energyTicks('B')] };
  },
  PN532: (bus, clock) => {
    const chip = new Pn532(bus, clock, async () => {});
    return { chip, uses: [() => chip.check(), () => chip.poll()] };
  },
  MCP9808: (bus) => {
    const chip = new Mcp9808(bus, 0x18);
    return { chip, uses: [() => chip.check(), () => chip.read()] };
  },
};

it.each(
  Object.entries(CASES),
)('%s is not used before a start, nor after one that failed', async (_, make) => {
  const clock = new VirtualClock();
  const wire = new EmulatedBus(clock);
  attachReferenceChips(wire, clock);
  const { chip, uses } = make(new QueuedBus('bus 1', wire), clock);
  const refused = async (): Promise<void> => {
    const transfers = wire.lines().length;
    for (const use of uses) {
      await expect(inTime(clock, use())).rejects.toMatchObject({ name: 'ChipError', code: 'not-started' });
    }
    expect(wire.lines()).toHaveLength(transfers);
  };
  await refused();
  await inTime(clock, chip.start());
  for (const use of uses) await inTime(clock, use());
  const end = wire.fail({ kind: 'no-answer' });
  await expect(inTime(clock, chip.start())).rejects.toMatchObject({ code: 'no-answer' });
  end();
  await refused();
  await inTime(clock, chip.start());
  for (const use of uses) await inTime(clock, use());
});
