import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { EnergyRegister } from '../../drivers/bench/energy-register.ts';
import type { WorldState } from '../../drivers/bench/world-state.ts';
import { freshWorld } from '../../drivers/bench/world-state.ts';
import { makeBench } from './bench-rig.ts';

const HOUR_MS = 3_600_000;

/** A store that keeps what was saved, as a disk would at a power cut. */
function makeDisk() {
  let kept: WorldState = freshWorld();
  const disk = {
    saves: 0,
    load: () => kept,
    save: (state: WorldState) => {
      kept = structuredClone(state);
      disk.saves += 1;
    },
    energy_Wh: () => Math.floor((kept.outlets[0]?.energy_mJ ?? 0) / 3_600_000),
  };
  return disk;
}

describe('energy', () => {
  it('of 16 A for an hour at 230 V is 3680 Wh', async () => {
    const { board, clock, charge } = makeBench();
    charge(1, 16);
    clock.advance(HOUR_MS);
    expect(await board.energyMeter.read(1)).toBe(3680);
  });

  it('follows the limit: 32 A, 10 A and a pause, 20 minutes each, are 3220 Wh', async () => {
    const { board, clock, charge } = makeBench();
    charge(1, 32);
    for (const limit_A of [10, null]) {
      clock.advance(HOUR_MS / 3);
      board.controlPilot.offer(1, limit_A);
    }
    clock.advance(HOUR_MS / 3);
    expect(await board.energyMeter.read(1)).toBe(Math.round((230 * (32 + 10)) / 3));
  });

  it('of a welded contactor goes on counting', async () => {
    const { board, clock, world, charge } = makeBench();
    charge(1, 16);
    world.stick(1, 'closed');
    board.contactor.command(1, false);
    clock.advance(HOUR_MS);
    expect(await board.energyMeter.read(1)).toBe(3680);
  });

  it('is read at most 1/meterHz old while current flows, and exactly when it ends', async () => {
    const { board, clock, world, charge } = makeBench();
    charge(1, 80);
    clock.advance(9000);
    expect(await board.energyMeter.read(1)).toBe(46);
    clock.advance(999);
    expect(await board.energyMeter.read(1)).toBe(46);
    world.setVehicle(1, { wantsEnergy: false });
    clock.advance(0);
    expect(await board.energyMeter.read(1)).toBe(51);
    world.setTiming({ meterHz: 10 });
    world.setVehicle(1, { wantsEnergy: true });
    clock.advance(1000);
    const before = await board.energyMeter.read(1);
    clock.advance(100);
    expect(await board.energyMeter.read(1)).toBeGreaterThanOrEqual(before);
  });

  it('sets the register only upward', () => {
    const { world } = makeBench();
    world.setMeter(1, { wh: 5000 });
    expect(() => world.setMeter(1, { wh: 4999, failing: true })).toThrow('wh must be from 5000');
    expect(world.outlet(1).meterFailing).toBe(false);
    expect(world.reading_Wh(1)).toBe(5000);
  });

  it('loses at most a second of energy in a power cut', () => {
    const disk = makeDisk();
    const { clock, charge } = makeBench(disk);
    charge(1, 80);
    clock.advance(HOUR_MS / 2 + 900);
    // 80 A at 230 V for half an hour.
    expect(disk.energy_Wh()).toBe(9200);
  });

  it('stores at each change of what flows', () => {
    const disk = makeDisk();
    const { clock, charge, board } = makeBench(disk);
    charge(1, 80);
    clock.advance(900);
    board.controlPilot.offer(1, 40);
    expect(disk.energy_Wh()).toBe(4);
  });

  it('writes nothing while no current flows', () => {
    const disk = makeDisk();
    const { clock } = makeBench(disk);
    const { saves } = disk;
    clock.advance(HOUR_MS);
    expect(disk.saves).toBe(saves);
  });

  it('never shows less after a power cut than it showed before, at whatever moment', async () => {
    const seconds = fc.array(fc.integer({ min: 1, max: 3000 }), { minLength: 1, maxLength: 8 });
    await fc.assert(
      fc.asyncProperty(seconds, fc.integer({ min: 6, max: 80 }), async (pauses_ms, limit_A) => {
        const disk = makeDisk();
        const before = makeBench(disk);
        before.charge(1, limit_A);
        let shown_Wh = 0;
        for (const pause_ms of pauses_ms) {
          before.clock.advance(pause_ms);
          shown_Wh = await before.board.energyMeter.read(1);
        }
        const after = makeBench(disk);
        expect(await after.board.energyMeter.read(1)).toBeGreaterThanOrEqual(shown_Wh);
      }),
      { numRuns: 100, seed: 16 },
    );
  });

  it('is exact however often the power changes', () => {
    const register = new EnergyRegister(0, 0);
    for (let second = 0; second < 3600; second += 1)
      register.setPower(second % 2 === 0 ? 3680 : 1840, second * 1000);
    expect(register.reading_Wh(HOUR_MS, 0)).toBe(2760);
  });
});
