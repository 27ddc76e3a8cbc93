import { it } from 'vitest';
import { startCharging } from './charging.ts';
import { anyOrder, sent, status } from './expected-message.ts';
import { type TestedStation, withStation } from './tested-station.ts';

const change = (station: TestedStation, connectorId: number, type: string, is: string) =>
  station.expectCall('ChangeAvailability', { connectorId, type }, { status: is });

it('Scheduled in a charge, and taken back before its end: nothing changes', () =>
  withStation({}, async (station) => {
    const transactionId = await startCharging(station);
    await change(station, 1, 'Inoperative', 'Scheduled');
    await station.pass_s(5);
    await change(station, 1, 'Operative', 'Accepted');
    await station.pass_s(5);
    station.expectSent([]);
    await station.card('A');
    await station.unplug(1);
    station.expectSent([
      anyOrder(sent('StopTransaction', { transactionId }), status(1, 'Finishing')),
      status(1, 'Available'),
    ]);
  }));

it('a connector that waits for a driver becomes Unavailable at once', () =>
  withStation({}, async (station) => {
    await station.plug(1);
    await change(station, 1, 'Inoperative', 'Accepted');
    await station.pass_s(1);
    station.expectSent([status(1, 'Preparing'), status(1, 'Unavailable')]);
    await station.card('A');
    station.expectSent([sent('Authorize'), status(2, 'Preparing')]);
    await station.card('A');
    await change(station, 1, 'Operative', 'Accepted');
    await station.pass_s(1);
    station.expectSent([status(2, 'Available'), status(1, 'Preparing')]);
  }));

it('RemoteStart on an Unavailable connector is Rejected', () =>
  withStation({}, async (station) => {
    await change(station, 0, 'Inoperative', 'Accepted');
    await station.pass_s(1);
    station.expectSent([
      anyOrder(status(0, 'Unavailable'), status(1, 'Unavailable'), status(2, 'Unavailable')),
    ]);
    const start = { connectorId: 1, idTag: 'A' };
    await station.expectCall('RemoteStartTransaction', start, { status: 'Rejected' });
    await change(station, 3, 'Operative', 'Rejected');
    await change(station, 1, 'Operative', 'Accepted');
    await station.pass_s(1);
    station.expectSent([status(1, 'Available')]);
  }));
