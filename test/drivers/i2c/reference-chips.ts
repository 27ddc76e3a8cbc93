import type { StationClock } from '../../../drivers/clock/clock.ts';
import { pause } from '../../../drivers/clock/pause.ts';
import { Ade7953 } from '../../../drivers/i2c/ade7953.ts';
import { ticksBetween } from '../../../drivers/i2c/ade7953-registers.ts';
import { Ads1115 } from '../../../drivers/i2c/ads1115.ts';
import { EmulatedAde7953 } from '../../../drivers/i2c/emulated/emulated-ade7953.ts';
import { EmulatedAds1115 } from '../../../drivers/i2c/emulated/emulated-ads1115.ts';
import type { EmulatedBus } from '../../../drivers/i2c/emulated/emulated-bus.ts';
import { EmulatedMb85rc256v } from '../../../drivers/i2c/emulated/emulated-mb85rc256v.ts';
import { EmulatedMcp9808 } from '../../../drivers/i2c/emulated/emulated-mcp9808.ts';
import { EmulatedMcp23017 } from '../../../drivers/i2c/emulated/emulated-mcp23017.ts';
import { EmulatedPca9685 } from '../../../drivers/i2c/emulated/emulated-pca9685.ts';
import { EmulatedPn532 } from '../../../drivers/i2c/emulated/emulated-pn532.ts';
import type { I2cBus } from '../../../drivers/i2c/i2c-bus.ts';
import { Mb85rc256v } from '../../../drivers/i2c/mb85rc256v.ts';
import { Mcp9808 } from '../../../drivers/i2c/mcp9808.ts';
import { Mcp23017 } from '../../../drivers/i2c/mcp23017.ts';
import { Pca9685 } from '../../../drivers/i2c/pca9685.ts';
import { Pn532 } from '../../../drivers/i2c/pn532.ts';

const FRONT_END = { fullScale_V: 347.4, fullScale_A: 90.3 };
const UID = [0x04, 0xa1, 0xb2, 0xc3, 0xd4, 0xe5, 0xf6];

/** One of each chip in a known world; output A0 of the MCP23017 is wired to its input B0, A6 to RSTPDN. */
export function attachReferenceChips(bus: EmulatedBus, clock: StationClock) {
  const io = new EmulatedMcp23017();
  const pwm = new EmulatedPca9685({ external_Hz: 24_576_000 });
  const adc = new EmulatedAds1115(clock, { volts: (input) => [0.5, 1, 2, 4][input]! });
  const meter = new EmulatedAde7953(clock, FRONT_END);
  const reader = new EmulatedPn532(clock);
  const memory = new EmulatedMb85rc256v();
  meter.setVoltage(240, 60);
  meter.setLoad('A', 30);
  meter.setLoad('B', 16, 0.5);
  reader.present({ uid: UID });
  io.drive('B', 0, false);
  let low = false;
  io.onOutputs(() => {
    const mirror = io.pin('A', 0);
    io.drive('B', 0, mirror);
    const reset = io.isOutput('A', 6) && !io.pin('A', 6);
    if (reset !== low) reader.resetLine(reset);
    low = reset;
  });
  bus.attach(0x20, io);
  bus.attach(0x40, pwm);
  bus.attach(0x48, adc);
  bus.attach(0x38, meter);
  bus.attach(0x24, reader);
  bus.attach(0x50, memory);
  bus.attach(0x18, new EmulatedMcp9808(() => 42.5));
  return { io, pwm, adc, meter, reader, memory };
}

const round = (value: number): number => Math.round(value * 100) / 100;

/** @param times_ms before and after the first reading, before and after the second */
function powersOf(energy_Ws: number, [a = 0, b = 0, c = 0, d = 0]: readonly number[]) {
  return { least: (energy_Ws * 1000) / (d - a), most: (energy_Ws * 1000) / (c - b) };
}

const codeOf = (error: unknown): string => `${(error as { code?: string }).code}`;

/** What the real drivers find on a bus with those chips: each main path, and an address where nobody is. */
export async function exerciseReferenceChips(bus: I2cBus, clock: StationClock) {
  const io = new Mcp23017(bus, 0x20, {
    outputs: { k1: { port: 'A', bit: 0 }, readerReset: { port: 'A', bit: 6, inverted: true, safe: false } },
    inputs: { mirror1: { port: 'B', bit: 0 } },
  });
  const pwm = new Pca9685(bus, 0x40, clock, { clock_Hz: 24_576_000, external: true, frequency_Hz: 1000 });
  const adc = new Ads1115(bus, 0x48, clock, { fullScale_V: 4.096 });
  const meter = new Ade7953(bus, clock, FRONT_END);
  const reader = new Pn532(bus, clock, (low) => io.write({ readerReset: low }));
  const memory = new Mb85rc256v(bus, 0x50);
  const thermometer = new Mcp9808(bus, 0x18);
  const chips = [io, pwm, adc, meter, reader, memory, thermometer];
  for (const chip of chips) await chip.start();

  await io.write({ k1: true });
  const inputs = await io.read();
  await pwm.set(0, 0.5);
  const volts: number[] = [];
  for (const input of [0, 1, 2, 3]) volts.push(round(await adc.read(input)));
  const now_ms = (): number => clock.now().monotonic_ms;
  const times_ms = [now_ms()];
  const before = await meter.energyTicks('A');
  times_ms.push(now_ms());
  await pause(clock, 200);
  times_ms.push(now_ms());
  const after = await meter.energyTicks('A');
  times_ms.push(now_ms());
  const { voltage_V, current_A, power_W, powerFactor } = await meter.read('B');
  const card = await reader.poll();
  await memory.write(0x1000, Uint8Array.of(1, 2, 3));
  for (const chip of chips) await chip.check();
  return {
    mirror1: [inputs.levels.mirror1, inputs.changed.has('mirror1')],
    duty: await pwm.read(0),
    volts,
    /** Of outlet 1: what the energy makes of it, at least and at most, for each reading took a time. */
    energyPower_W: powersOf(ticksBetween(before, after) * meter.tick_Ws, times_ms),
    outlet2: [voltage_V, current_A, power_W, powerFactor].map(round),
    uid: card && [...card.uid],
    memory: [...(await memory.read(0x0fff, 5))],
    celsius: await thermometer.read(),
    absent: await bus.transfer(0x21, Uint8Array.of(0), 1).then(() => 'answers', codeOf),
  };
}

/** What it must find, from the world above alone. */
export const FOUND_ON_REFERENCE_CHIPS = {
  mirror1: [true, true],
  duty: 0.5,
  volts: [0.5, 1, 2, 4],
  outlet2: [240, 16, 1920, 0.5],
  uid: UID,
  memory: [0, 1, 2, 3, 0],
  celsius: 42.5,
  absent: 'no-answer',
};
