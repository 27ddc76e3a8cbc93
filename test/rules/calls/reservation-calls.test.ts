import { describe, expect, it } from 'vitest';
import type { Requests } from '../../../machines/messages/catalogue.ts';
import { cancelReservation } from '../../../machines/rules/calls/cancel-reservation.ts';
import { reserveNow } from '../../../machines/rules/calls/reserve-now.ts';
import type { ReservationRecord } from '../../../machines/vocabulary/records.ts';
import type { ConnectorSummary } from '../../../machines/vocabulary/summary.ts';
import { CHARGING, connector, FAULTED, iso, NOON, PROFILE, UNAVAILABLE, view } from '../station-fixture.ts';

type ReserveNowRequest = Requests['ReserveNow'];

const LATER = iso(NOON + 60_000);
const request = (changes: Partial<ReserveNowRequest> = {}): ReserveNowRequest => ({
  connectorId: 1,
  expiryDate: LATER,
  idTag: 'A',
  reservationId: 5,
  ...changes,
});
const reservation = (changes: Partial<ReservationRecord> = {}): ReservationRecord => ({
  ...request(),
  parentIdTag: null,
  ...changes,
});
const held = (...reservations: ReservationRecord[]) => ({
  reservations: Object.fromEntries(reservations.map((r) => [r.reservationId, r])),
});
const connectors = (first: Partial<ConnectorSummary>, second: Partial<ConnectorSummary> = {}) => ({
  connectors: [connector(1, first), connector(2, second)],
});
const PREPARING = { status: 'Preparing', session: 'preparing', plugged: true } as const;
const station = request({ connectorId: 0 });

const status = (asked: ReserveNowRequest, on = view()) => {
  const decision = reserveNow(asked, on);
  return 'conf' in decision ? (decision.conf as { status: string }).status : decision.error;
};

describe('ReserveNow', () => {
  it('TC_046_1: stores the reservation, then tells the charge point', () => {
    const expiryDate = '2026-03-04T14:01:00+02:00';
    expect(reserveNow(request({ expiryDate, parentIdTag: 'P' }), view())).toEqual({
      conf: { status: 'Accepted' },
      confIfFailed: { status: 'Rejected' },
      changes: [{ type: 'reservation-stored', reservation: reservation({ parentIdTag: 'P' }) }],
      then: [{ to: 'charge-point', event: { type: 'RESERVATIONS_CHANGED' } }],
    });
  });

  it.each([
    ['TC_048_1: Faulted', 'Faulted', FAULTED],
    ['TC_048_2: Occupied with a cable', 'Occupied', PREPARING],
    ['Occupied in a transaction', 'Occupied', CHARGING],
    ['Occupied by a card', 'Occupied', { status: 'Preparing', session: 'awaiting-plug' }],
    ['TC_048_3: Unavailable', 'Unavailable', UNAVAILABLE],
    [
      'Occupied in a transaction after which it will be Unavailable',
      'Occupied',
      { ...CHARGING, operative: false, scheduledInoperative: true },
    ],
  ] as const)('%s connector', (_, expected, state) => {
    expect(status(request(), view({}, connectors(state)))).toBe(expected);
    expect(status(request({ connectorId: 2 }), view({}, connectors(state)))).toBe('Accepted');
  });

  it('Occupied: a connector that is reserved, or that another reservation needs', () => {
    const reserved = connectors({ status: 'Reserved', reservationId: 4 });
    expect(status(request(), view(held(reservation({ reservationId: 4 })), reserved))).toBe('Occupied');
    const waiting = held(reservation({ reservationId: 4, connectorId: 0 }));
    expect(status(request(), view(waiting))).toBe('Accepted');
    expect(status(request({ connectorId: 2 }), view(waiting, connectors(CHARGING)))).toBe('Occupied');
  });

  it('replaces the reservation with the same id, on the same connector and on another (5.13)', () => {
    const reserved = connectors({ status: 'Reserved', reservationId: 5 });
    for (const connectorId of [0, 1, 2])
      expect(status(request({ connectorId }), view(held(reservation()), reserved))).toBe('Accepted');
    const last = connectors({ status: 'Reserved', reservationId: 5 }, CHARGING);
    expect(status(station, view(held(reservation({ connectorId: 0 })), last))).toBe('Accepted');
  });

  it('pays no attention to reservations that have expired', () => {
    const expired = held(reservation({ reservationId: 4, expiryDate: iso(NOON) }));
    expect(status(request(), view(expired))).toBe('Accepted');
  });

  it.each([
    ['an expiry that has come', request({ expiryDate: iso(NOON) }), view()],
    ['an expiry that is no date', request({ expiryDate: 'soon' }), view()],
    ['a connector that does not exist', request({ connectorId: 3 }), view()],
    ['a station about to restart', request(), view({}, { restarting: true })],
    [
      'TC_050_4: connector 0 where that is not supported',
      station,
      view({
        profile: { ...PROFILE, features: { ...PROFILE.features, reserveConnectorZero: false } },
      }),
    ],
  ] as const)('Rejected: %s', (_, asked, on) => {
    expect(status(asked, on)).toBe('Rejected');
  });
});

it('ReserveNow of a connector is Accepted where connector 0 cannot be reserved', () => {
  const features = { ...PROFILE.features, reserveConnectorZero: false };
  expect(status(request(), view({ profile: { ...PROFILE, features } }))).toBe('Accepted');
});

describe('ReserveNow of connector 0', () => {
  it.each([
    ['TC_049: Accepted while a connector is free', 'Accepted', connectors(CHARGING)],
    ['TC_050_1: Faulted station', 'Faulted', { stationFaulted: true }],
    ['TC_050_1: Faulted connectors', 'Faulted', connectors(FAULTED, FAULTED)],
    ['TC_050_2: Occupied connectors', 'Occupied', connectors(CHARGING, PREPARING)],
    ['Occupied: one in use, the other not working', 'Occupied', connectors(CHARGING, UNAVAILABLE)],
    ['Unavailable: no working connector operative', 'Unavailable', connectors(FAULTED, UNAVAILABLE)],
  ] as const)('%s', (_, expected, on) => {
    expect(status(station, view({}, on))).toBe(expected);
  });

  it('TC_050_3: Unavailable station, also before its connectors are', () => {
    expect(status(station, view({ operative: false }))).toBe('Unavailable');
    expect(status(station, view({ operative: false }, connectors(UNAVAILABLE, UNAVAILABLE)))).toBe(
      'Unavailable',
    );
  });

  it('grants no more than there are connectors', () => {
    const zero = (reservationId: number) => reservation({ reservationId, connectorId: 0 });
    expect(status(station, view(held(zero(1))))).toBe('Accepted');
    expect(status(station, view(held(zero(1), zero(2))))).toBe('Occupied');
  });
});

describe('CancelReservation', () => {
  it('TC_051: removes the reservation, then tells the charge point', () => {
    expect(cancelReservation({ reservationId: 5 }, view(held(reservation())))).toEqual({
      conf: { status: 'Accepted' },
      confIfFailed: { status: 'Rejected' },
      changes: [{ type: 'reservation-removed', reservationId: 5 }],
      then: [{ to: 'charge-point', event: { type: 'RESERVATIONS_CHANGED' } }],
    });
  });

  it('TC_052: rejects an id it does not hold, or no longer', () => {
    const rejected = { conf: { status: 'Rejected' } };
    expect(cancelReservation({ reservationId: 6 }, view(held(reservation())))).toMatchObject(rejected);
    const expired = held(reservation({ expiryDate: iso(NOON) }));
    expect(cancelReservation({ reservationId: 5 }, view(expired))).toMatchObject(rejected);
  });
});
