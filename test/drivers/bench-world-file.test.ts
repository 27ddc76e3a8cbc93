import { mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { WorldFile } from '../../drivers/bench/world-file.ts';
import { makeBench } from './bench-rig.ts';
import { FakeClock } from './fake-clock.ts';

let directory: string;
let warnings: string[];
const file = () => join(directory, 'bench-world.json');

beforeEach(() => {
  directory = mkdtempSync(join(tmpdir(), 'bench-world-'));
  warnings = [];
});
afterEach(() => rmSync(directory, { recursive: true, force: true }));

/** Each call is a new process: nothing but the file is handed on. */
const boot = (connectors = 2) =>
  makeBench(
    new WorldFile({ directory, clock: new FakeClock(), warn: (text) => warnings.push(text) }),
    connectors,
  );

describe('the file of the bench world', () => {
  it('keeps plug, vehicle, register, faults, contactor, emergency stop, reader over a power cut', () => {
    const { world } = boot();
    world.plug(1, { wantsEnergy: false, maxAmps: 16, reactionMs: 700 });
    world.setMeter(1, { wh: 123_456, failing: true });
    world.stick(2, 'closed');
    world.raiseFault(2, { errorCode: 'OverVoltage', info: 'surge', vendorErrorCode: 'V2' });
    world.raiseFault(0, { errorCode: 'HighTemperature' });
    world.pressEmergencyStop(true);
    world.setReaderDead(true);

    const after = boot().world;
    expect(after.outlet(1)).toMatchObject({ plugged: true, pilot: 'B', meterFailing: true });
    expect(after.outlet(1).vehicle).toMatchObject({ wantsEnergy: false, maxAmps: 16, reactionMs: 700 });
    expect(after.reading_Wh(1)).toBe(123_456);
    expect(after.outlet(2)).toMatchObject({
      plugged: false,
      stuck: 'closed',
      mainClosed: true,
      mirrorClosed: true,
    });
    expect(after.faults(2)).toEqual([{ errorCode: 'OverVoltage', info: 'surge', vendorErrorCode: 'V2' }]);
    expect(after.faults(0)).toEqual([{ errorCode: 'HighTemperature' }]);
    expect([after.emergencyStop, after.readerDead, warnings]).toEqual([true, true, []]);
  });

  it('forgets what the station commanded: the board starts at +12 V with its contactor open', () => {
    boot().charge(1, 16);
    const { world, clock } = boot();
    clock.advance(10_000);
    expect(world.outlet(1)).toMatchObject({ plugged: true, pilot: 'B', offer_A: null, mainClosed: false });
  });

  it('keeps the register of a connector that this run does not have', () => {
    boot(3).world.setMeter(3, { wh: 77 });
    boot(1);
    expect(boot(3).world.reading_Wh(3)).toBe(77);
  });

  it('leaves no temporary file behind, and one that a power cut left does no harm', () => {
    writeFileSync(`${file()}.new`, '{"format":1,"outl');
    boot().world.plug(1);
    expect(boot().world.outlet(1).plugged).toBe(true);
    expect(readdirSync(directory)).toEqual(['bench-world.json']);
  });

  it.each([
    ['cut short', '{"format":1,"outlets":['],
    ['empty', ''],
    ['of a later format', '{"format":2}'],
    ['out of range', '{"format":1,"outlets":[],"stationFaults":[],"emergencyStop":1,"readerDead":false}'],
  ])('sets a file that is %s aside under a dated name, says so, and starts fresh', (_, text) => {
    writeFileSync(file(), text);
    const { world } = boot();
    expect(world.outlet(1)).toMatchObject({ plugged: false, register_Wh: 0 });
    const aside = join(directory, 'bench-world.json.damaged-2026-11-22T16-00-00.000Z');
    expect(readFileSync(aside, 'utf8')).toBe(text);
    expect(warnings).toHaveLength(1);
    expect(warnings[0]).toContain(aside);
  });

  it('never overwrites an older file that was set aside', () => {
    for (const text of ['first', 'second']) {
      writeFileSync(file(), text);
      boot();
    }
    expect(readdirSync(directory)).toHaveLength(3);
  });

  it('says once that it cannot be stored, and the hardware changes all the same', () => {
    const { world } = boot();
    rmSync(directory, { recursive: true });
    world.plug(1);
    world.plug(2);
    expect(world.outlet(2).plugged).toBe(true);
    expect(warnings).toHaveLength(1);
    expect(warnings[0]).toContain('cannot be stored');
  });

  it('is an error with the path in it when it cannot be read', () => {
    expect(() =>
      new WorldFile({ directory: '/dev/null/data', clock: new FakeClock(), warn: () => undefined }).load(),
    ).toThrow('the bench world /dev/null/data/bench-world.json cannot be read');
  });
});
