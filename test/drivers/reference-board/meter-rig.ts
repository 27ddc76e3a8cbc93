import { BoardListeners } from '../../../drivers/board-listeners.ts';
import { VirtualClock } from '../../../drivers/clock/virtual-clock.ts';
import { Ade7953 } from '../../../drivers/i2c/ade7953.ts';
import { EmulatedAde7953 } from '../../../drivers/i2c/emulated/emulated-ade7953.ts';
import { EmulatedBus } from '../../../drivers/i2c/emulated/emulated-bus.ts';
import { EmulatedMb85rc256v } from '../../../drivers/i2c/emulated/emulated-mb85rc256v.ts';
import { Mb85rc256v } from '../../../drivers/i2c/mb85rc256v.ts';
import { QueuedBus } from '../../../drivers/i2c/queued-bus.ts';
import type { OutletId } from '../../../drivers/reference-board/board-lines.ts';
import { ReferenceMeter } from '../../../drivers/reference-board/reference-meter.ts';

/** What outlives a program: the clock, the chips, and what they hold. */
export function meterHardware(clock = new VirtualClock(), memory = new Uint8Array(0x8000)) {
  const wire = new EmulatedBus(clock);
  const chip = new EmulatedAde7953(clock, { fullScale_V: 347.4, fullScale_A: 90.3 });
  const fram = new EmulatedMb85rc256v(memory);
  chip.setVoltage(230);
  wire.attach(0x38, chip);
  wire.attach(0x50, fram);
  return { clock, wire, chip, fram, memory };
}
export type MeterHardware = ReturnType<typeof meterHardware>;

/** The meter of the reference board without the rest of it: a program that was just started. */
export async function meterRig(hardware: MeterHardware = meterHardware()) {
  const { clock, wire } = hardware;
  const bus = new QueuedBus('bus 1', wire);
  const complaints: string[] = [];
  const meter = new ReferenceMeter({
    clock,
    meter: new Ade7953(bus, clock, { fullScale_V: 347.4, fullScale_A: 90.3, importOnly: true }),
    memory: new Mb85rc256v(bus, 0x50),
    channels: new Map<OutletId, 'A' | 'B'>([
      [1, 'A'],
      [2, 'B'],
    ]),
    changed: () => listeners.tell(),
    complain: (text) => complaints.push(text),
  });
  const listeners = new BoardListeners(() => ({
    emergencyStop: null,
    readerFailed: false,
    faults: [],
    outlets: ([1, 2] as const).map((id) => ({
      id,
      pilot: null,
      celsius: null,
      closed: null,
      current: meter.report(id),
    })),
  }));
  const pass = (ms: number) => clock.advanceAsync(ms, () => Promise.resolve());
  meter.start();
  await pass(400);
  const stop = () => {
    meter.stop();
    bus.close();
  };
  return { ...hardware, meter, listeners, complaints, pass, stop };
}
