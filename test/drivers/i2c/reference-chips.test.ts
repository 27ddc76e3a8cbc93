import { expect, it } from 'vitest';
import { VirtualClock } from '../../../drivers/clock/virtual-clock.ts';
import { EmulatedBus } from '../../../drivers/i2c/emulated/emulated-bus.ts';
import { QueuedBus } from '../../../drivers/i2c/queued-bus.ts';
import { expectEnergy } from './expect-energy.ts';
import { inTime } from './in-time.ts';
import { attachReferenceChips, exerciseReferenceChips, FOUND_ON_REFERENCE_CHIPS } from './reference-chips.ts';

it('all seven chips work beside one another on one emulated bus', async () => {
  const clock = new VirtualClock();
  const wire = new EmulatedBus(clock);
  const chips = attachReferenceChips(wire, clock);
  const found = await inTime(clock, exerciseReferenceChips(new QueuedBus('bus 1', wire), clock));
  expect(found).toMatchObject(FOUND_ON_REFERENCE_CHIPS);
  expectEnergy(found.energyPower_W);
  expect(found.energyPower_W.least).toBeCloseTo(7200, 0);
  expect([chips.pwm.duty(0), chips.pwm.frequency_Hz(), chips.io.pin('A', 0)]).toEqual([0.5, 1000, true]);
});
