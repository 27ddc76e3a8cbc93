import { expect, it } from 'vitest';
import { startCharging } from './charging.ts';
import { anyOrder, bootStatuses, sent, status } from './expected-message.ts';
import { powerCut } from './power-cut.ts';
import { withStation } from './tested-station.ts';

const asked = (idTag: string) => sent('Authorize', { idTag });
const starts = (connectorId: number, idTag: string) =>
  anyOrder(sent('StartTransaction', { connectorId, idTag }), status(connectorId, 'Charging'));
/** From Finishing, or plugged in at once: Preparing lasts as long as the vehicle takes to react. */
const restarts = (connectorId: number, idTag: string) => [
  anyOrder(sent('StartTransaction', { connectorId, idTag }), status(connectorId, 'Preparing')),
  status(connectorId, 'Charging'),
];
const stops = (connectorId: number, transactionId: number) =>
  anyOrder(sent('StopTransaction', { transactionId }), status(connectorId, 'Finishing'));

it('a Finishing connector is restarted by the idTag that ended there, and by no other', () =>
  withStation({}, async (station) => {
    const transactionId = await startCharging(station);
    await station.card('A');
    station.expectSent([stops(1, transactionId)]);
    await station.card('B');
    // B is taken to the other connector, and gives up.
    station.expectSent([asked('B'), status(2, 'Preparing')]);
    await station.card('B');
    station.expectSent([status(2, 'Available')]);
    await station.card('A');
    station.expectSent([asked('A'), ...restarts(1, 'A')]);
  }));

it('a Finishing connector taken out of service and back is Preparing, and no stranger starts there', () =>
  withStation({}, async (station) => {
    const transactionId = await startCharging(station);
    await station.card('A');
    station.expectSent([stops(1, transactionId)]);
    const set = async (type: 'Inoperative' | 'Operative') => {
      await station.expectCall('ChangeAvailability', { connectorId: 1, type }, { status: 'Accepted' });
      await station.pass_s(1);
    };
    await set('Inoperative');
    await set('Operative');
    station.expectSent([status(1, 'Unavailable'), status(1, 'Preparing')]);
    await station.card('B');
    // B is taken to the other connector, and gives up.
    station.expectSent([asked('B'), status(2, 'Preparing')]);
    await station.card('B');
    station.expectSent([status(2, 'Available')]);
    await station.pass_s(60);
    station.expectSent([status(1, 'Finishing')]);
    await set('Inoperative');
    await set('Operative');
    station.expectSent([status(1, 'Unavailable'), status(1, 'Preparing')]);
    await station.card('A');
    station.expectSent([asked('A'), starts(1, 'A')]);
  }));

it('a RemoteStart that names a plugged Finishing connector is accepted', () =>
  withStation({}, async (station) => {
    const transactionId = await startCharging(station);
    await station.card('A');
    station.expectSent([stops(1, transactionId)]);
    const start = { connectorId: 1, idTag: 'B' };
    await station.expectCall('RemoteStartTransaction', start, { status: 'Accepted' });
    await station.pass_s(1);
    station.expectSent(restarts(1, 'B'));
  }));

it('another accepted card replaces the one that waits for a cable', () =>
  withStation({}, async (station) => {
    await station.card('A');
    station.expectSent([asked('A'), status(1, 'Preparing')]);
    await station.card('B');
    station.expectSent([asked('B')]);
    await station.plug(1);
    station.expectSent([starts(1, 'B')]);
  }));

it('both plugged in: the one plugged last takes the card', () =>
  withStation({}, async (station) => {
    await station.plug(2);
    await station.plug(1);
    station.expectSent([status(2, 'Preparing'), status(1, 'Preparing')]);
    await station.card('A');
    station.expectSent([asked('A'), starts(1, 'A')]);
    await station.card('B');
    station.expectSent([asked('B'), starts(2, 'B')]);
  }));

it('RemoteStart without connectorId: the lowest Available one, and Rejected where there is none', () =>
  withStation({}, async (station) => {
    await station.expectCall('RemoteStartTransaction', { idTag: 'A' }, { status: 'Accepted' });
    await station.pass_s(1);
    station.expectSent([status(1, 'Preparing')]);
    await station.plug(1);
    station.expectSent([starts(1, 'A')]);
    const away = { connectorId: 2, type: 'Inoperative' };
    await station.expectCall('ChangeAvailability', away, { status: 'Accepted' });
    await station.pass_s(1);
    station.expectSent([status(2, 'Unavailable')]);
    await station.expectCall('RemoteStartTransaction', { idTag: 'B' }, { status: 'Rejected' });
  }));

it('one idTag on both connectors: its card stops the newest transaction first', () =>
  withStation({}, async (station) => {
    const first = await startCharging(station);
    const start = { connectorId: 2, idTag: 'A' };
    await station.expectCall('RemoteStartTransaction', start, { status: 'Accepted' });
    await station.plug(2);
    station.expectSent(restarts(2, 'A'));
    await station.card('A');
    station.expectSent([stops(2, first + 1)]);
    await station.card('A');
    station.expectSent([stops(1, first)]);
  }));

it('boot with a cable plugged in: Finishing where its session ended, Preparing where it had none', () =>
  withStation({}, async (station) => {
    const transactionId = await startCharging(station);
    await station.card('A');
    await station.plug(2);
    station.expectSent([stops(1, transactionId), status(2, 'Preparing')]);
    await powerCut(station);
    station.expectSent([sent('BootNotification'), bootStatuses('Finishing', 'Preparing')]);
    // Not the old session: replugged it is a new one.
    await station.unplug(1);
    await station.plug(1);
    station.expectSent([status(1, 'Available'), status(1, 'Preparing')]);
  }));

it('a card that the central system never answered for cannot be used twice: the second swipe waits', () =>
  withStation({}, async (station) => {
    station.centralSystem.answer('Authorize', () => new Promise(() => {}));
    await station.plug(1);
    await station.card('A');
    await station.card('A');
    await station.pass_s(60);
    station.expectSent([status(1, 'Preparing'), asked('A'), status(1, 'Finishing')]);
  }));

it('unplugged while StartTransaction is on its way: it is stopped at once', () =>
  withStation({}, async (station) => {
    await station.plug(1);
    station.world.showCard('A');
    await station.pass_ms(10);
    station.world.unplug(1);
    await station.pass_s(5);
    const told = station.expectSent([
      status(1, 'Preparing'),
      asked('A'),
      sent('StartTransaction', { connectorId: 1 }),
      sent('StopTransaction', { reason: 'EVDisconnected', meterStop: 0 }),
      status(1, 'Available'),
    ]);
    expect(told[3]?.payload.transactionId).toBe(9001);
  }));
