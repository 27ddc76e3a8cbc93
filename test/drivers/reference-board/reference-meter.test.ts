import { describe, expect, it } from 'vitest';
import { MeterError } from '../../../drivers/energy-meter/energy-meter.ts';
import { decodeRecord, newestRecord } from '../../../drivers/reference-board/meter-journal.ts';
import { meterHardware, meterRig } from './meter-rig.ts';

const STEPS_PER_WH = 3600 / ((347.4 * 90.3) / 206_900);

/** What a program that starts now would find for connector 1, in Wh. */
const kept_Wh = (memory: Uint8Array): number => {
  const records = [0, 32].map((place) => decodeRecord(memory.subarray(place, place + 32)));
  return Number(newestRecord(records)?.steps ?? -1n) / STEPS_PER_WH;
};

describe('the meter of the reference board', () => {
  it('has stored what it says before it says it', async () => {
    const { meter, chip, memory, pass, stop } = await meterRig();
    chip.setLoad('A', 80);
    for (let n = 0; n < 50; n += 1) {
      await pass(137);
      const said_Wh = await meter.read(1);
      expect(kept_Wh(memory)).toBeGreaterThanOrEqual(said_Wh);
    }
    stop();
  });

  it('bills no byte that was disturbed on its way', async () => {
    const { meter, chip, wire, pass, stop } = await meterRig();
    chip.setLoad('A', 16);
    const plain = wire.exchange.bind(wire);
    let reads = 0;
    // Every seventh reading of the energy of channel A has a bit of its 24 wrong, each time another one.
    wire.exchange = async (address, write, readLength) => {
      const read = await plain(address, write, readLength);
      if (address !== 0x38 || write[0] !== 0x03 || write[1] !== 0x1e || readLength !== 4) return read;
      reads += 1;
      if (reads % 7 === 0) read[1]! ^= 1 << (3 + (reads % 4));
      return read;
    };
    await pass(120_000);
    wire.exchange = plain;
    await pass(2_000);
    expect(reads).toBeGreaterThan(100);
    // 16 A at 230 V for 122 s.
    expect(Math.abs((await meter.read(1)) - 124.7)).toBeLessThanOrEqual(1);
    stop();
  });

  it('says nothing while it cannot store, and goes on with nothing lost', async () => {
    const { meter, chip, fram, wire, pass, complaints, stop } = await meterRig();
    chip.setLoad('A', 16);
    await pass(10_000);
    wire.detach(0x50);
    await pass(5_000);
    await expect(meter.read(1)).rejects.toBeInstanceOf(MeterError);
    // The current is known all the same: what is too much of it must not go unseen.
    expect([meter.dead, meter.current_A(1)]).toEqual([false, expect.closeTo(16, 1)]);
    await pass(30_000);
    expect(meter.dead).toBe(true);
    wire.attach(0x50, fram);
    await pass(5_000);
    expect(meter.dead).toBe(false);
    // 16 A at 230 V for 50 s.
    expect(Math.abs((await meter.read(1)) - 51.1)).toBeLessThanOrEqual(1);
    expect(complaints).toHaveLength(2);
    stop();
  });

  it('says nothing while what it stores is not kept: the memory may be write-protected', async () => {
    const { meter, chip, fram, pass, stop } = await meterRig();
    fram.writeProtected = true;
    chip.setLoad('A', 16);
    await pass(5_000);
    await expect(meter.read(1)).rejects.toBeInstanceOf(MeterError);
    stop();
  });

  it('stores into two places by turns: what is written never replaces what was written before', async () => {
    const { chip, memory, pass, stop } = await meterRig();
    chip.setLoad('A', 80);
    const seen = [0, 32].map(() => new Set<number>());
    for (let n = 0; n < 10; n += 1) {
      await pass(1_000);
      [0, 32].forEach((place, index) => {
        seen[index]!.add(decodeRecord(memory.subarray(place, place + 32))?.sequence ?? -1);
      });
    }
    for (const sequences of seen) expect(sequences.size).toBeGreaterThan(4);
    stop();
  });

  it('goes on over a restart of the program: the chip counted meanwhile', async () => {
    const hardware = meterHardware();
    const before = await meterRig(hardware);
    hardware.chip.setLoad('A', 16);
    await before.pass(30_000);
    before.stop();
    await before.pass(10_000);
    const after = await meterRig(hardware);
    // 40.8 s of 16 A at 230 V.
    expect(Math.abs((await after.meter.read(1)) - 41.7)).toBeLessThanOrEqual(1);
    after.stop();
  });

  it('finds what a long silence of the bus hides: the register turned over more than once', async () => {
    const { meter, chip, wire, pass, stop } = await meterRig();
    chip.setLoad('A', 80);
    await pass(2_000);
    wire.detach(0x38);
    // A turn of the register at 18.4 kW is 138 s.
    await pass(500_000);
    wire.attach(0x38, chip);
    await pass(2_000);
    const expected_Wh = (18_400 * 504.4) / 3600;
    expect(Math.abs((await meter.read(1)) - expected_Wh)).toBeLessThanOrEqual(expected_Wh / 100);
    stop();
  });

  it('a chip that lost its supply begins at 0, and the total goes on from where it was', async () => {
    const { meter, chip, pass, stop } = await meterRig();
    chip.setLoad('A', 32);
    await pass(20_000);
    const before_Wh = await meter.read(1);
    chip.powerOnReset();
    await pass(20_000);
    const after_Wh = await meter.read(1);
    // 32 A for 20 s are 40.9 Wh; what the chip had not told yet, and its start, are lost: 2 s at the most.
    expect(after_Wh - before_Wh).toBeGreaterThan(36);
    expect(after_Wh - before_Wh).toBeLessThan(42);
    stop();
  });
});
