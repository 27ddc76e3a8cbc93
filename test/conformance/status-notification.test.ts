import { expect, it } from 'vitest';
import { silence } from './central-system.ts';
import { startCharging } from './charging.ts';
import { anyOrder, sent, status } from './expected-message.ts';
import { withStation } from './tested-station.ts';

it('a status is told when it has lasted 100 ms, with the time of its beginning', () =>
  withStation({}, async (station) => {
    const plugged_s = station.now_s;
    station.world.plug(1);
    await station.pass_ms(99);
    station.expectSent([]);
    await station.pass_ms(1);
    const [told] = station.expectSent([status(1, 'Preparing', { timestamp: station.at_s(plugged_s) })]);
    expect(told?.at_ms).toBe(plugged_s * 1000 + 100);
  }));

it('a status that did not last 100 ms is none', () =>
  withStation({}, async (station) => {
    station.world.plug(1);
    await station.pass_ms(90);
    station.world.unplug(1);
    await station.pass_s(5);
    station.expectSent([]);
  }));

it('what changed and changed back while the link was down is not told', () =>
  withStation({}, async (station) => {
    await station.link('down');
    await station.plug(1);
    await station.pass_s(5);
    await station.unplug(1);
    await station.link('up');
    await station.pass_s(30);
    station.expectSent([]);
  }));

it('a vehicle that takes no energy: SuspendedEV after 10 s, Charging when it does', () =>
  withStation({}, async (station) => {
    await station.plug(1, { wantsEnergy: false });
    const shown_s = station.now_s;
    await station.card('A');
    await station.pass_s(20);
    station.expectSent([
      status(1, 'Preparing'),
      sent('Authorize'),
      sent('StartTransaction', { timestamp: station.at_s(shown_s) }),
      status(1, 'SuspendedEV', { timestamp: station.at_s(shown_s + 10) }),
    ]);
    station.world.setVehicle(1, { wantsEnergy: true });
    await station.pass_s(1);
    station.expectSent([status(1, 'Charging')]);
    station.world.setVehicle(1, { wantsEnergy: false });
    await station.pass_s(1);
    station.expectSent([status(1, 'SuspendedEV')]);
  }));

it('a warning is told with the status that goes on', () =>
  withStation({}, async (station) => {
    await startCharging(station);
    station.world.raiseFault(1, { errorCode: 'WeakSignal' });
    await station.pass_s(5);
    station.expectSent([status(1, 'Charging', { errorCode: 'WeakSignal' })]);
    station.world.clearFault(1, 'WeakSignal');
    await station.pass_s(5);
    station.expectSent([status(1, 'Charging')]);
  }));

it('a dead card reader is a warning of the station, and stops no charge', () =>
  withStation({}, async (station) => {
    const transactionId = await startCharging(station);
    station.world.setReaderDead(true);
    await station.pass_s(5);
    station.expectSent([status(0, 'Available', { errorCode: 'ReaderFailure' })]);
    await station.expectCall('RemoteStopTransaction', { transactionId }, { status: 'Accepted' });
    await station.pass_s(1);
    station.expectSent([anyOrder(sent('StopTransaction', { transactionId }), status(1, 'Finishing'))]);
    station.world.setReaderDead(false);
    await station.pass_s(1);
    station.expectSent([status(0, 'Available')]);
  }));

it('a status whose answer was lost with the connection may have arrived: the present one is told', () =>
  withStation({}, async (station) => {
    station.centralSystem.answer('StatusNotification', silence);
    await station.plug(1);
    station.expectSent([status(1, 'Preparing')]);
    await station.link('down');
    await station.unplug(1);
    await station.link('up');
    await station.pass_s(10);
    station.expectSent([status(1, 'Available')]);
  }));

it('statuses that waited when the connection was lost: of each connector only the last is told', () =>
  withStation({}, async (station) => {
    station.centralSystem.answer('Authorize', silence);
    await station.card('A');
    await station.plug(2);
    await station.unplug(2);
    await station.plug(2);
    station.expectSent([sent('Authorize')]);
    await station.link('down');
    await station.pass_s(5);
    await station.link('up');
    await station.pass_s(10);
    station.expectSent([status(2, 'Preparing')]);
  }));
