import { describe, expect, it } from 'vitest';
import { virtualStation } from './virtual-station.ts';

const OTHER = expect.objectContaining({ reason: 'Other' });

describe('the contactor', () => {
  it('that does not close is a fault until the cable is unplugged', async () => {
    const station = await virtualStation();
    station.world.stick(1, 'open');
    await station.plug(1);
    await station.card('TAG1');
    await station.pass_s(1);
    expect(station.status(1)).toBe('Faulted PowerSwitchFailure');
    expect(station.central.of('StopTransaction')).toEqual([OTHER]);
    station.world.stick(1, null);
    await station.pass_s(60);
    expect(station.status(1)).toBe('Faulted PowerSwitchFailure');
    await station.unplug(1);
    expect(station.status(1)).toBe('Available');
  });

  it('that is welded never leads to another start, until it is seen open', async () => {
    const station = await virtualStation();
    await station.charge(1);
    station.world.stick(1, 'closed');
    await station.card('TAG1');
    await station.pass_s(7);
    expect(station.status(1)).toBe('Faulted PowerSwitchFailure');
    expect(station.central.of('StopTransaction')).toHaveLength(1);
    await station.unplug(1);
    await station.plug(1);
    expect(station.status(1)).toBe('Faulted PowerSwitchFailure');
    expect(station.world.outlet(1).offer_A).toBeNull();
    const reply = await station.call('RemoteStartTransaction', { connectorId: 1, idTag: 'TAG1' });
    expect(reply).toEqual({ conf: { status: 'Rejected' } });
    station.world.stick(1, null);
    await station.pass_s(1);
    expect(station.status(1)).toBe('Preparing');
  });

  it('that was told to open is seen open before a new session starts', async () => {
    const station = await virtualStation();
    await station.charge(1);
    station.world.stick(1, 'closed');
    // Everything of the next charge within the time that a contactor has for opening.
    station.world.raiseFault(1, { errorCode: 'OverVoltage' });
    await station.pass_ms(20);
    station.world.clearFault(1, 'OverVoltage');
    station.world.unplug(1);
    await station.pass_ms(20);
    station.world.plug(1, {});
    await station.pass_ms(20);
    await station.call('RemoteStartTransaction', { connectorId: 1, idTag: 'TAG2' });
    await station.pass_s(2);
    expect(station.status(1)).toBe('Faulted PowerSwitchFailure');
    expect(station.central.of('StartTransaction')).toHaveLength(1);
    // It opens after all: nothing was started meanwhile, and a start is possible again.
    station.world.stick(1, null);
    await station.pass_s(1);
    await station.call('RemoteStartTransaction', { connectorId: 1, idTag: 'TAG2' });
    await station.pass_s(1);
    expect(station.status(1)).toBe('Charging');
    expect(station.central.of('StartTransaction')).toHaveLength(2);
  });

  it('that is found welded at the start is a fault before anything is offered', async () => {
    const station = await virtualStation();
    station.world.stick(2, 'closed');
    station.powerCut();
    station.powerUp();
    await station.pass_s(2);
    expect([station.status(1), station.status(2)]).toEqual(['Available', 'Faulted PowerSwitchFailure']);
  });
});

describe('a vehicle that draws more than it is offered', () => {
  it('is cut off after seven seconds, with a fault until it is unplugged', async () => {
    const station = await virtualStation();
    await station.charge(1);
    // 40 A against 32 A x 1.10 + 0.5 A = 35.7 A.
    station.world.setVehicle(1, { ignoresLimit: true, maxAmps: 40 });
    await station.pass_ms(6_900);
    expect(station.status(1)).toBe('Charging');
    await station.pass_ms(200);
    expect(station.world.outlet(1).mainClosed).toBe(false);
    await station.pass_s(1);
    expect(station.status(1)).toBe('Faulted OverCurrentFailure');
    expect(station.central.of('StopTransaction')).toEqual([OTHER]);
    await station.unplug(1);
    expect(station.status(1)).toBe('Available');
  });

  it('is given its time to follow a lower limit', async () => {
    const station = await virtualStation();
    await station.charge(1);
    station.world.setVehicle(1, { ignoresLimit: true, maxAmps: 40 });
    await station.pass_s(5);
    station.world.setVehicle(1, { ignoresLimit: false });
    await station.pass_s(30);
    expect(station.status(1)).toBe('Charging');
  });
});

describe('the energy meter', () => {
  it('that is silent while idle prevents a start, with a warning that the next start clears', async () => {
    const station = await virtualStation();
    station.world.setMeter(1, { failing: true });
    await station.plug(1);
    await station.card('TAG1');
    await station.pass_s(6);
    expect(station.status(1)).toBe('Preparing PowerMeterFailure');
    expect(station.central.of('StartTransaction')).toEqual([]);
    expect(station.world.outlet(1).mainClosed).toBe(false);
    station.world.setMeter(1, { failing: false });
    await station.card('TAG1');
    await station.pass_s(1);
    expect(station.status(1)).toBe('Charging');
  });

  it('that is silent for a moment delays a start, whoever starts meanwhile', async () => {
    const station = await virtualStation();
    station.world.setMeter(1, { failing: true });
    await station.plug(1);
    await station.plug(2);
    for (const connectorId of [1, 2])
      await station.call('RemoteStartTransaction', { connectorId, idTag: `TAG${connectorId}` });
    await station.pass_s(1);
    expect([station.status(1), station.status(2)]).toEqual(['Preparing', 'Charging']);
    station.world.setMeter(1, { failing: false });
    await station.pass_s(2);
    expect([station.status(1), station.status(2)]).toEqual(['Charging', 'Charging']);
  });

  it('that is silent for 30 s in a charge ends it with the last value', async () => {
    const station = await virtualStation();
    await station.charge(1);
    await station.pass_s(300);
    const last = station.storage.records.transactions[1]?.lastReading_Wh ?? 0;
    expect(last).toBeGreaterThan(400);
    station.world.setMeter(1, { failing: true });
    await station.pass_s(90);
    expect(station.status(1)).toBe('Faulted PowerMeterFailure');
    const [stop] = station.central.of('StopTransaction');
    expect(stop).toEqual(OTHER);
    expect(stop?.meterStop).toBeGreaterThanOrEqual(last);
    expect(station.world.outlet(1).mainClosed).toBe(false);
  });

  it('that comes back in time changes nothing', async () => {
    const station = await virtualStation();
    await station.charge(1);
    station.world.setMeter(1, { failing: true });
    await station.pass_s(50);
    station.world.setMeter(1, { failing: false });
    await station.pass_s(120);
    expect(station.status(1)).toBe('Charging');
    expect(station.central.of('StopTransaction')).toEqual([]);
  });
});

describe('the control pilot', () => {
  it.each([
    'E',
    'F',
  ] as const)('in state %s opens at once and is a fault until it is back', async (forced) => {
    const station = await virtualStation();
    await station.charge(1);
    station.world.forcePilot(1, forced);
    expect(station.world.outlet(1).coilCommanded).toBe(false);
    await station.pass_s(1);
    expect(station.status(1)).toBe('Faulted OtherError');
    expect(station.central.of('StopTransaction')).toEqual([OTHER]);
    station.world.forcePilot(1, null);
    await station.pass_s(1);
    expect(station.status(1)).toBe('Finishing');
    expect(station.status(2)).toBe('Available');
  });

  it('in state D opens and waits with a warning: this station has no ventilation', async () => {
    const station = await virtualStation();
    await station.charge(1);
    station.world.forcePilot(1, 'D');
    expect(station.world.outlet(1).coilCommanded).toBe(false);
    await station.pass_s(1);
    expect(station.status(1)).toBe('SuspendedEV EVCommunicationError');
    expect(station.world.feedback.shown(1).text).toBe('Vehicle needs ventilation');
    station.world.forcePilot(1, null);
    await station.pass_s(2);
    expect(station.status(1)).toBe('Charging');
    expect(station.central.of('StopTransaction')).toEqual([]);
  });

  it('of a vehicle that asks for ventilation from the first never closes', async () => {
    const station = await virtualStation();
    station.world.forcePilot(1, 'D');
    await station.plug(1);
    await station.card('TAG1');
    await station.pass_s(15);
    expect(station.world.outlet(1).mainClosed).toBe(false);
    expect(station.status(1)).toBe('SuspendedEV EVCommunicationError');
  });

  it('without a diode is a fault until whatever it is has been unplugged', async () => {
    const station = await virtualStation();
    station.world.forcePilot(1, 'no-diode');
    await station.plug(1);
    expect(station.status(1)).toBe('Preparing');
    await station.card('TAG1');
    await station.pass_s(1);
    expect(station.world.outlet(1).mainClosed).toBe(false);
    expect(station.status(1)).toBe('Faulted OtherError');
    // Nothing is offered any more, so the pilot looks well again.
    expect(station.world.outlet(1).pilot).toBe('B');
    await station.pass_s(60);
    expect(station.status(1)).toBe('Faulted OtherError');
    await station.unplug(1);
    expect(station.status(1)).toBe('Available');
  });
});
