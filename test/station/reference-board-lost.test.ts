import { describe, expect, it } from 'vitest';
import { chargingReference, type ReferenceStation, referenceStation } from './reference-station.ts';

const CARD = '04A1B2C3';
const stops = (station: ReferenceStation) => station.central.of('StopTransaction');

describe('a safety bus that fails', () => {
  it('opens by the watchdog, stops the charge, and comes back with everything off', async () => {
    const station = await chargingReference(CARD);
    const heal = station.hardware.safetyBus.fail({ kind: 'no-answer' });
    await station.pass_ms(100);
    expect(stops(station)).toMatchObject([{ reason: 'Other' }]);
    // The command to open does not get through: the watchdog does it.
    expect(await station.until(() => !station.energised(1), 1_200)).not.toBeNull();
    await station.pass_s(40);
    expect(station.told(0).at(-1)).toBe('Faulted InternalError');
    expect(station.status(2)).toMatch(/^Faulted/);
    heal();
    await station.pass_s(3);
    expect(station.told(0).at(-1)).toBe('Available');
    expect([station.enabled(1), station.energised(1), station.status(2)]).toEqual([
      false,
      false,
      'Available',
    ]);
    await station.unplug(1);
    await station.pass_s(1);
    expect(station.status(1)).toBe('Available');
    await station.charge(1, CARD);
    const [lost, back, ...more] = station.boardComplaints.filter((it) => !it.includes('meter'));
    expect([lost, back]).toEqual([expect.stringMatching(/opened/), 'the safety bus answers again']);
    expect(more).toEqual([]);
  });

  it('held low, with a second of patience for each transfer, is the same', async () => {
    const station = await chargingReference(CARD);
    const heal = station.hardware.safetyBus.fail({ kind: 'stuck' });
    expect(await station.until(() => !station.energised(1), 1_200)).not.toBeNull();
    await station.pass_s(10);
    heal();
    await station.pass_s(5);
    await station.unplug(1);
    await station.pass_s(2);
    expect(station.status(1)).toBe('Available');
    await station.charge(1, CARD);
  });

  it('for a moment only is nothing', async () => {
    const station = await chargingReference(CARD);
    for (let n = 0; n < 20; n += 1) {
      station.hardware.safetyBus.fail({ kind: n % 2 ? 'no-answer' : 'busy', times: 1 });
      await station.pass_ms(137);
    }
    expect([station.status(1), station.energised(1), stops(station)]).toEqual(['Charging', true, []]);
  });

  it.each(['lines', 'pulses'] as const)('(%s) reset in a charge ends it, safe first', async (chip) => {
    const station = await chargingReference(CARD);
    station.hardware[chip].powerOnReset();
    await station.pass_s(3);
    expect([station.enabled(1), station.energised(1)]).toEqual([false, false]);
    expect(stops(station)).toMatchObject([{ reason: 'Other' }]);
    await station.unplug(1);
    await station.pass_s(1);
    expect([station.status(1), station.status(2)]).toEqual(['Available', 'Available']);
    await station.charge(1, CARD);
  });

  it('answers with noise: nothing is closed by it', async () => {
    const station = await referenceStation();
    await station.plug(1);
    const heal = station.hardware.safetyBus.fail({ kind: 'garbage' });
    for (let n = 0; n < 100; n += 1) {
      await station.pass_ms(50);
      expect([station.energised(1), station.energised(2)]).toEqual([false, false]);
    }
    heal();
    await station.pass_s(5);
    await station.unplug(1);
    await station.pass_s(2);
    expect(station.status(2)).toBe('Available');
  });
});

describe('the register of a station that loses its power', () => {
  it('never goes back, whenever that happens', async () => {
    const station = await chargingReference(CARD);
    let told_Wh = 0;
    for (const moment_ms of [1, 250, 999, 1_003, 2_500, 3_777, 4_004]) {
      await station.pass_ms(moment_ms);
      const read_Wh = await station.board.energyMeter.read(1);
      expect(read_Wh).toBeGreaterThanOrEqual(told_Wh);
      told_Wh = read_Wh;
      station.powerCut();
      await station.powerOn();
      const again_Wh = await station.board.energyMeter.read(1);
      expect(again_Wh).toBeGreaterThanOrEqual(told_Wh);
      told_Wh = again_Wh;
      await station.unplug(1);
      await station.pass_s(2);
      await station.charge(1, CARD);
    }
    const lost_Wh = station.world.reading_Wh(1) - (await station.board.energyMeter.read(1));
    // A second of 7.4 kW each time at the most: the world's own register loses as much.
    expect(Math.abs(lost_Wh)).toBeLessThanOrEqual(7 * 2.1);
  });

  it('is the meterStop of the transaction that the power ended', async () => {
    const station = await chargingReference(CARD);
    await station.pass_s(30);
    const read_Wh = await station.board.energyMeter.read(1);
    station.powerCut();
    await station.powerOn();
    await station.pass_s(2);
    const [stop] = stops(station);
    expect(stop).toMatchObject({ reason: 'PowerLoss' });
    expect(Number(stop!.meterStop)).toBeGreaterThanOrEqual(read_Wh);
  });
});
