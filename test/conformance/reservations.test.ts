import { describe, expect, it } from 'vitest';
import { startCharging } from './charging.ts';
import { anyOrder, type ExpectedMessage, sent, status } from './expected-message.ts';
import { powerCut } from './power-cut.ts';
import { onlyConnector1, othersCharge, reserve, reserved, startOn } from './reserve.ts';
import { type TestedStation, withStation } from './tested-station.ts';

const held = (station: TestedStation) => Object.keys(station.storage.records.reservations).map(Number);
const booted = (...statuses: readonly ExpectedMessage[]) => [sent('BootNotification'), anyOrder(...statuses)];

describe('a reservation ends', () => {
  it('when it expires while offline: the connector is told Available, and another charges', () =>
    withStation({}, async (station) => {
      await onlyConnector1(station);
      await reserved(station, { expires_s: 30 });
      await station.link('down');
      await station.pass_s(60);
      expect(held(station)).toEqual([]);
      await station.link('up');
      await station.pass_s(60);
      station.expectSent([status(1, 'Available')]);
      await othersCharge(station);
    }));

  it('when it expires while the station has no power: it boots Available', () =>
    withStation({}, async (station) => {
      await reserved(station, { expires_s: 30 });
      await powerCut(station, { dark_s: 60 });
      station.expectSent(booted(...[0, 1, 2].map((id) => status(id, 'Available'))));
      expect(held(station)).toEqual([]);
    }));

  it('when the clock is set past its expiry', () =>
    withStation({}, async (station) => {
      await reserved(station, { expires_s: 600 });
      station.life.clock.stepWall(700_000);
      await station.pass_s(1);
      station.expectSent([status(1, 'Available')]);
    }));

  it('when its connector is faulted: it does not come back with the connector', () =>
    withStation({}, async (station) => {
      await reserved(station);
      station.world.raiseFault(1, { errorCode: 'GroundFailure' });
      await station.pass_s(1);
      station.world.clearFault(1, 'GroundFailure');
      await station.pass_s(1);
      station.expectSent([status(1, 'Faulted', { errorCode: 'GroundFailure' }), status(1, 'Available')]);
      await station.expectCall('CancelReservation', { reservationId: 7 }, { status: 'Rejected' });
    }));

  it('when its connector becomes Unavailable', () =>
    withStation({}, async (station) => {
      await reserved(station);
      const change = (type: string) =>
        station.expectCall('ChangeAvailability', { connectorId: 1, type }, { status: 'Accepted' });
      await change('Inoperative');
      await station.pass_s(1);
      await change('Operative');
      await station.pass_s(1);
      station.expectSent([status(1, 'Unavailable'), status(1, 'Available')]);
      expect(held(station)).toEqual([]);
    }));

  it('of connector 0 when the station is faulted', () =>
    withStation({}, async (station) => {
      await onlyConnector1(station);
      await reserved(station, { connectorId: 0 });
      station.world.raiseFault(0, { errorCode: 'GroundFailure' });
      await station.pass_s(1);
      expect(held(station)).toEqual([]);
      station.world.clearFault(0, 'GroundFailure');
      await station.pass_s(1);
      expect(station.takeSent().at(-1)?.payload).not.toMatchObject({ status: 'Reserved' });
    }));
});

describe('a reservation is kept', () => {
  it('over a power cut, and used afterwards', () =>
    withStation({}, async (station) => {
      await onlyConnector1(station);
      await reserved(station);
      await powerCut(station);
      station.expectSent(booted(status(0, 'Available'), status(1, 'Reserved'), status(2, 'Unavailable')));
      await station.card('B');
      station.expectSent([]);
      await station.card('A');
      await station.plug(1);
      station.expectSent([
        sent('Authorize', { idTag: 'A' }),
        status(1, 'Preparing'),
        anyOrder(startOn(7), status(1, 'Charging')),
      ]);
    }));

  it('over a Reset', () =>
    withStation({}, async (station) => {
      await reserved(station);
      await station.expectCall('Reset', { type: 'Soft' }, { status: 'Accepted' });
      await station.pass_s(10);
      station.expectSent(booted(status(0, 'Available'), status(1, 'Reserved'), status(2, 'Available')));
    }));

  it('when a stranger plugs in: Reserved stays, and expiry makes it Preparing', () =>
    withStation({}, async (station) => {
      await onlyConnector1(station);
      await reserved(station, { expires_s: 30 });
      await station.plug(1);
      await station.card('B');
      station.expectSent([]);
      await station.pass_s(30);
      station.expectSent([status(1, 'Preparing')]);
    }));

  it('when its driver identifies and never plugs in: Reserved again', () =>
    withStation({}, async (station) => {
      await reserved(station);
      await station.card('A');
      await station.pass_s(60);
      station.expectSent([sent('Authorize'), status(1, 'Preparing'), status(1, 'Reserved')]);
      expect(held(station)).toEqual([7]);
    }));

  it('from a card that was accepted while its driver identified', () =>
    withStation({}, async (station) => {
      await onlyConnector1(station);
      await reserved(station, { parentIdTag: 'P' });
      await station.card('A');
      station.expectSent([sent('Authorize', { idTag: 'A' }), status(1, 'Preparing')]);
      await station.card('B');
      await station.plug(1);
      station.expectSent([
        sent('Authorize', { idTag: 'B' }),
        anyOrder(startOn(7, 'A'), status(1, 'Charging')),
      ]);
    }));
});

describe('a reservation is used', () => {
  it('offline, by its card, with the reservationId in the StartTransaction that follows', () =>
    withStation({ settings: [['AllowOfflineTxForUnknownId', 'true']] }, async (station) => {
      await onlyConnector1(station);
      await reserved(station);
      await station.link('down');
      await station.pass_s(1);
      await station.card('B');
      await station.card('A');
      await station.plug(1);
      await station.link('up');
      await station.pass_s(60);
      station.expectSent([anyOrder(status(1, 'Charging'), startOn(7)), sent('MeterValues')]);
      expect(held(station)).toEqual([]);
    }));

  it('by the card of its driver on the cable that was plugged first', () =>
    withStation({}, async (station) => {
      await onlyConnector1(station);
      await reserved(station);
      await station.plug(1);
      await station.card('A');
      station.expectSent([
        sent('Authorize', { idTag: 'A' }),
        anyOrder(status(1, 'Preparing'), startOn(7)),
        status(1, 'Charging'),
      ]);
    }));

  it('of connector 0 by a remote start', () =>
    withStation({}, async (station) => {
      await reserve(station, { connectorId: 0 });
      await station.expectCall('RemoteStartTransaction', { idTag: 'A' }, { status: 'Accepted' });
      await station.plug(1);
      station.expectSent([anyOrder(status(1, 'Preparing'), startOn(7)), status(1, 'Charging')]);
    }));
});

it('ReserveNow with the same number replaces: driver, connector and expiry (5.13)', () =>
  withStation({}, async (station) => {
    await reserved(station, { expires_s: 30 });
    await reserve(station, { connectorId: 2, idTag: 'B', expires_s: 90 });
    station.expectSent([anyOrder(status(1, 'Available'), status(2, 'Reserved'))]);
    await station.pass_s(60);
    station.expectSent([]);
    await station.pass_s(30);
    station.expectSent([status(2, 'Available')]);
  }));

it('a reserved connector is Occupied for another, a running one too', () =>
  withStation({}, async (station) => {
    await reserved(station);
    await reserve(station, { reservationId: 8, idTag: 'B' }, 'Occupied');
    await startCharging(station, 2, 'C');
    await reserve(station, { reservationId: 8, connectorId: 2, idTag: 'B' }, 'Occupied');
    await reserve(station, { reservationId: 8, connectorId: 0, idTag: 'B' }, 'Occupied');
  }));

it('a reservation of connector 0 keeps the last free one from a card, a cable and a remote start (S8)', () =>
  withStation({}, async (station) => {
    await reserve(station, { connectorId: 0 });
    await station.plug(1);
    await station.card('B');
    station.takeSent();
    await station.card('C');
    await station.plug(2);
    await station.expectCall(
      'RemoteStartTransaction',
      { connectorId: 2, idTag: 'C' },
      { status: 'Rejected' },
    );
    await station.card('C');
    expect(station.takeSent().filter(({ action }) => action === 'StartTransaction')).toEqual([]);
    await station.card('A');
    expect(station.takeSent().find(({ action }) => action === 'StartTransaction')?.payload).toMatchObject({
      connectorId: 2,
      reservationId: 7,
    });
  }));

it('a reservation of connector 0 is not used before its driver is authorised: he may be refused (S8)', () =>
  withStation({ settings: [['AuthorizeRemoteTxRequests', 'true']] }, async (station) => {
    await station.plug(2);
    await reserve(station, { connectorId: 0 });
    station.expectSent([anyOrder(status(1, 'Reserved'), status(2, 'Preparing'))]);
    let refuse = (): void => undefined;
    station.centralSystem.answer('Authorize', () => {
      const refusal = { idTagInfo: { status: 'Invalid' } };
      return new Promise((resolve) => (refuse = () => resolve(refusal)));
    });
    await station.expectCall('RemoteStartTransaction', { idTag: 'A' }, { status: 'Accepted' });
    await reserve(station, { connectorId: 1, idTag: 'B', reservationId: 8 }, 'Occupied');
    refuse();
    await station.pass_s(1);
    station.expectSent([sent('Authorize', { idTag: 'A' })]);
    await reserve(station, { connectorId: 1, idTag: 'B', reservationId: 8 }, 'Occupied');
    expect(held(station)).toEqual([7]);
  }));

it('a driver who waits at one connector gets no cable of the other when its reservation is cancelled', () =>
  withStation({}, async (station) => {
    await reserved(station);
    await station.plug(1);
    await station.card('C');
    station.expectSent([sent('Authorize', { idTag: 'C' }), status(2, 'Preparing')]);
    await station.expectCall('CancelReservation', { reservationId: 7 }, { status: 'Accepted' });
    await station.pass_s(1);
    station.expectSent([status(1, 'Preparing')]);
  }));
