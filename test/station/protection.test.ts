import { describe, expect, it } from 'vitest';
import { virtualStation } from './virtual-station.ts';

const QUARTER_HOUR_S = 900;

describe('high temperature', () => {
  it('lowers the current step by step before it faults, and raises it again with a hysteresis', async () => {
    const station = await virtualStation();
    await station.charge(1);
    const offered = async (celsius: number): Promise<string> => {
      station.world.setTemperature(1, celsius);
      await station.pass_s(10);
      return `${station.world.outlet(1).offer_A} ${station.status(1)}`;
    };
    expect(await offered(64)).toBe('32 Charging');
    expect(await offered(65)).toBe('16 Charging HighTemperature');
    expect(await offered(63)).toBe('16 Charging HighTemperature');
    expect(await offered(68)).toBe('8 Charging HighTemperature');
    expect(await offered(66)).toBe('8 Charging HighTemperature');
    expect(await offered(65)).toBe('16 Charging HighTemperature');
    expect(await offered(62)).toBe('32 Charging');
    expect(await offered(71)).toBe('null Faulted HighTemperature');
    expect(station.central.of('StopTransaction')).toEqual([expect.objectContaining({ reason: 'Other' })]);
    expect(await offered(69)).toBe('null Faulted HighTemperature');
    expect(await offered(68)).toBe('null Finishing HighTemperature');
    expect(await offered(40)).toBe('null Finishing');
  });

  it('lowers the offer in the same moment', async () => {
    const station = await virtualStation();
    await station.charge(1);
    station.world.setTemperature(1, 70);
    expect(station.world.outlet(1).offer_A).toBe(8);
  });

  it('caps a limit and does not scale it', async () => {
    const station = await virtualStation();
    const schedule = { chargingRateUnit: 'A', chargingSchedulePeriod: [{ startPeriod: 0, limit: 10 }] };
    const profile = {
      chargingProfileId: 1,
      stackLevel: 0,
      chargingProfilePurpose: 'TxDefaultProfile',
      chargingProfileKind: 'Relative',
      chargingSchedule: schedule,
    };
    await station.call('SetChargingProfile', { connectorId: 1, csChargingProfiles: profile });
    await station.charge(1);
    station.world.setTemperature(1, 66);
    await station.pass_s(10);
    expect(station.world.outlet(1).offer_A).toBe(10);
    station.world.setTemperature(1, 69);
    await station.pass_s(10);
    expect(station.world.outlet(1).offer_A).toBe(8);
  });

  it('of one connector leaves the other alone', async () => {
    const station = await virtualStation();
    station.world.setTemperature(1, 90);
    await station.pass_s(1);
    expect([station.status(1), station.status(2)]).toEqual(['Faulted HighTemperature', 'Available']);
    expect(station.told(0)).toEqual(['Available']);
  });
});

describe('a ground fault', () => {
  it('that has passed is tried again after a quarter of an hour, and resumes no transaction', async () => {
    const station = await virtualStation();
    await station.charge(1);
    station.world.setLeaking(1, true);
    expect(station.world.outlet(1).mainClosed).toBe(false);
    await station.pass_s(1);
    expect(station.status(1)).toBe('Faulted GroundFailure');
    expect(station.central.of('StopTransaction')).toEqual([expect.objectContaining({ reason: 'Other' })]);
    station.world.setLeaking(1, false);
    await station.pass_s(QUARTER_HOUR_S - 5);
    expect(station.status(1)).toBe('Faulted GroundFailure');
    await station.pass_s(10);
    expect(station.status(1)).toBe('Finishing');
    await station.pass_s(60);
    expect(station.world.outlet(1).mainClosed).toBe(false);
  });

  it('that lasts is tried four times and then waits for the cable to be unplugged', async () => {
    const station = await virtualStation();
    await station.plug(1);
    station.world.setLeaking(1, true);
    await station.pass_s(4 * QUARTER_HOUR_S + 10);
    station.world.setLeaking(1, false);
    await station.pass_s(10 * QUARTER_HOUR_S);
    expect(station.status(1)).toBe('Faulted GroundFailure');
    await station.unplug(1);
    expect(station.status(1)).toBe('Available');
  });

  it('is over as soon as the cable is unplugged, if it came with the vehicle', async () => {
    const station = await virtualStation();
    await station.plug(1);
    station.world.setLeaking(1, true);
    await station.pass_s(1);
    station.world.setLeaking(1, false);
    await station.unplug(1);
    expect(station.told(1)).toEqual(['Available', 'Preparing', 'Faulted GroundFailure', 'Available']);
  });

  it('of the wiring stays although the cable is unplugged', async () => {
    const station = await virtualStation();
    await station.plug(1);
    station.world.setLeaking(1, true);
    await station.unplug(1);
    expect(station.status(1)).toBe('Faulted GroundFailure');
  });

  it('counts its retries for one vehicle, over several trips', async () => {
    const station = await virtualStation();
    await station.plug(1);
    for (let trip = 0; trip < 4; trip++) {
      station.world.setLeaking(1, true);
      await station.pass_s(1);
      station.world.setLeaking(1, false);
      await station.pass_s(QUARTER_HOUR_S + 5);
      expect(station.status(1)).toBe('Finishing');
    }
    station.world.setLeaking(1, true);
    await station.pass_s(1);
    station.world.setLeaking(1, false);
    await station.pass_s(2 * QUARTER_HOUR_S);
    expect(station.status(1)).toBe('Faulted GroundFailure');
  });

  it('that somebody repairs and resets is over at once', async () => {
    const station = await virtualStation();
    station.world.raiseFault(1, { errorCode: 'GroundFailure' });
    await station.pass_s(1);
    station.world.clearFault(1, 'GroundFailure');
    await station.pass_s(1);
    expect(station.told(1)).toEqual(['Available', 'Faulted GroundFailure', 'Available']);
  });
});
