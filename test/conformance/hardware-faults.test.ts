import { expect, it } from 'vitest';
import { startCharging } from './charging.ts';
import { anyOrder, sent, status } from './expected-message.ts';
import { withStation } from './tested-station.ts';

it('no start while the meter does not answer', () =>
  withStation({}, async (station) => {
    station.world.setMeter(1, { failing: true });
    await station.plug(1);
    await station.card('A');
    await station.pass_s(60);
    const told = station.takeSent().filter(({ action }) => action !== 'StatusNotification');
    expect(told.map(({ action }) => action)).toEqual(['Authorize']);
    expect(station.world.outlet(1).mainClosed).toBe(false);
  }));

it('a meter that fails for 30 s in a charge ends it with the last value', () =>
  withStation({ settings: [['MeterValueSampleInterval', '10']] }, async (station) => {
    const transactionId = await startCharging(station);
    await station.pass_s(60);
    station.takeSent();
    station.world.setMeter(1, { failing: true });
    await station.pass_s(90);
    const told = station.takeSent();
    expect(told.filter(({ action }) => action === 'StopTransaction')).toMatchObject([
      { payload: { transactionId, reason: 'Other' } },
    ]);
    const last = told.findLast((it) => it.action === 'StatusNotification');
    expect(last?.payload).toMatchObject({ status: 'Faulted', errorCode: 'PowerMeterFailure' });
    station.world.setMeter(1, { failing: false });
    await station.pass_s(60);
    station.expectSent([]);
    // The next vehicle finds a connector that is in order.
    await station.unplug(1);
    station.expectSent([status(1, 'Available')]);
  }));

it('a contactor that does not close is a fault, and the transaction ends', () =>
  withStation({}, async (station) => {
    station.world.stick(1, 'open');
    await station.plug(1);
    await station.card('A');
    await station.pass_s(10);
    station.expectSent([
      status(1, 'Preparing'),
      sent('Authorize'),
      sent('StartTransaction'),
      anyOrder(
        sent('StopTransaction', { reason: 'Other' }),
        status(1, 'Faulted', { errorCode: 'PowerSwitchFailure' }),
      ),
    ]);
  }));

it('a contactor that welds in a charge is a fault, and leads to no other start', () =>
  withStation({}, async (station) => {
    const transactionId = await startCharging(station);
    station.world.stick(1, 'closed');
    await station.card('A');
    await station.pass_s(10);
    station.expectSent([
      anyOrder(
        sent('StopTransaction', { transactionId }),
        status(1, 'Finishing'),
        status(1, 'Faulted', { errorCode: 'PowerSwitchFailure' }),
      ),
    ]);
    await station.unplug(1);
    await station.plug(1);
    const start = { connectorId: 1, idTag: 'B' };
    await station.expectCall('RemoteStartTransaction', start, { status: 'Rejected' });
    station.expectSent([]);
  }));

it('a vehicle that takes more than it is offered: a fault after 7 s', () =>
  withStation({}, async (station) => {
    const transactionId = await startCharging(station);
    station.world.setVehicle(1, { maxAmps: 40, ignoresLimit: true });
    await station.pass_s(6.9);
    station.expectSent([]);
    await station.pass_s(2);
    station.expectSent([
      anyOrder(
        sent('StopTransaction', { transactionId, reason: 'Other' }),
        status(1, 'Faulted', { errorCode: 'OverCurrentFailure' }),
      ),
    ]);
  }));

it('a full disk ends the charge when a sample cannot be stored; its StopTransaction follows later', () =>
  withStation({ settings: [['MeterValueSampleInterval', '10']] }, async (station) => {
    const transactionId = await startCharging(station);
    station.storage.full = true;
    await station.pass_s(30);
    expect(station.world.outlet(1).mainClosed).toBe(false);
    expect(station.takeSent().map(({ action }) => action)).toEqual(['StatusNotification']);
    station.storage.full = false;
    await station.pass_s(60);
    station.expectSent([sent('StopTransaction', { transactionId, reason: 'Other' })]);
  }));
