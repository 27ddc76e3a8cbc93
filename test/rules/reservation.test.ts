import { describe, expect, it } from 'vitest';
import {
  endedReservations,
  familyReservation,
  mayStart,
  reservedStatusFor,
  terminatedBy,
} from '../../machines/rules/reservation.ts';
import type { ReservationRecord } from '../../machines/vocabulary/records.ts';
import type { ConnectorSummary } from '../../machines/vocabulary/summary.ts';
import { CHARGING, connector, FAULTED, iso, NOON, UNAVAILABLE, view } from './station-fixture.ts';

const reservation = (changes: Partial<ReservationRecord>): ReservationRecord => ({
  reservationId: 5,
  connectorId: 1,
  idTag: 'HOLDER',
  parentIdTag: null,
  expiryDate: iso(NOON + 60_000),
  ...changes,
});
const HERE = reservation({});
const STATION = reservation({ reservationId: 6, connectorId: 0 });

const station = (reservations: readonly ReservationRecord[], ...changes: Partial<ConnectorSummary>[]) =>
  view(
    { reservations: Object.fromEntries(reservations.map((r) => [r.reservationId, r])) },
    { connectors: [connector(1, changes[0]), connector(2, changes[1])] },
  );
const driver = (idTag: string, connectorId: number, parentIdTag: string | null = null) => ({
  idTag,
  connectorId,
  parentIdTag,
});

describe('who may start on a reserved connector (S8)', () => {
  it('TC_046_1: the holder, in any letter case, and the start uses the reservation up', () => {
    expect(mayStart(driver('holder', 1), station([HERE]))).toEqual({ allowed: true, reservationId: 5 });
    expect(mayStart(driver('OTHER', 1), station([HERE]))).toEqual({ allowed: false });
  });

  it('TC_053_1: a driver of the same parent, but nobody without one', () => {
    const family = station([reservation({ parentIdTag: 'P' })]);
    expect(mayStart(driver('OTHER', 1, 'p'), family)).toEqual({ allowed: true, reservationId: 5 });
    expect(mayStart(driver('OTHER', 1, 'Q'), family).allowed).toBe(false);
    expect(mayStart(driver('OTHER', 1), station([HERE])).allowed).toBe(false);
  });

  it('leaves the other connector to anyone', () => {
    expect(mayStart(driver('OTHER', 2), station([HERE]))).toEqual({ allowed: true });
    expect(mayStart(driver('HOLDER', 2), station([HERE]))).toEqual({ allowed: true });
  });

  it('TC_047: holds until the moment of expiry and not at it', () => {
    const expiring = (expiry_ms: number) => station([reservation({ expiryDate: iso(expiry_ms) })]);
    expect(mayStart(driver('OTHER', 1), expiring(NOON + 1)).allowed).toBe(false);
    expect(mayStart(driver('OTHER', 1), expiring(NOON))).toEqual({ allowed: true });
  });
});

describe('a reservation of connector 0', () => {
  it('TC_049: lets its holder start on any connector', () => {
    for (const connectorId of [1, 2])
      expect(mayStart(driver('HOLDER', connectorId), station([STATION]))).toEqual({
        allowed: true,
        reservationId: 6,
      });
  });

  it('lets others take a connector while another one stays free', () => {
    expect(mayStart(driver('OTHER', 1), station([STATION]))).toEqual({ allowed: true });
  });

  it.each([
    ['charges', CHARGING],
    ['is faulted', FAULTED],
    ['is unavailable', UNAVAILABLE],
    ['is about to be unavailable', { scheduledInoperative: true }],
    ['has a session without a cable', { session: 'awaiting-plug', status: 'Preparing' }],
    ['has a cable of an ended session', { session: 'finishing', status: 'Finishing', plugged: true }],
  ] as const)('never lets others take the last one when the other %s', (_, other) => {
    expect(mayStart(driver('OTHER', 2), station([STATION], other)).allowed).toBe(false);
    expect(mayStart(driver('HOLDER', 2), station([STATION], other)).allowed).toBe(true);
  });

  it('counts a connector that is reserved for somebody as not free', () => {
    const forAnother = reservation({ idTag: 'ANOTHER' });
    expect(mayStart(driver('OTHER', 2), station([STATION, forAnother])).allowed).toBe(false);
    expect(mayStart(driver('ANOTHER', 1), station([STATION, forAnother])).reservationId).toBe(5);
  });

  it('lets a session move: the connector it leaves is free again', () => {
    const waiting = { session: 'awaiting-plug', status: 'Preparing' } as const;
    const moving = { ...driver('OTHER', 2), leavesConnectorId: 1 };
    expect(mayStart(moving, station([STATION], waiting))).toEqual({ allowed: true });
  });

  it('holds nothing more once the session of its holder has begun', () => {
    const begun = {
      session: 'awaiting-plug',
      status: 'Preparing',
      reservationId: 6,
      idTag: 'HOLDER',
    } as const;
    expect(mayStart(driver('OTHER', 2), station([STATION], begun))).toEqual({ allowed: true });
    expect(reservedStatusFor(2, station([STATION], begun))).toBeNull();
  });

  it('holds until its holder is authorised: he may be refused', () => {
    const asking = { session: 'authorising', plugged: true, reservationId: 6, idTag: 'HOLDER' } as const;
    expect(mayStart(driver('OTHER', 2), station([STATION], asking))).toEqual({ allowed: false });
    expect(reservedStatusFor(2, station([STATION], asking))).toBe(6);
  });

  it('waits again when its holder, who has not plugged in, is replaced by the next card', () => {
    const waits = { session: 'awaiting-plug', idTag: 'HOLDER', reservationId: 6 } as const;
    const taken = station([STATION], CHARGING, waits);
    const replacing = { ...driver('OTHER', 2), leavesConnectorId: 2 };
    expect(mayStart(replacing, taken).allowed).toBe(false);
    // While another connector is free, that one is kept.
    expect(mayStart(replacing, station([STATION], {}, waits)).allowed).toBe(true);
  });

  it('is still the one that is used when its holder plugs in at the other connector', () => {
    const waits = { session: 'awaiting-plug', idTag: 'HOLDER', reservationId: 6 } as const;
    const moving = { ...driver('HOLDER', 1), leavesConnectorId: 2 };
    expect(mayStart(moving, station([STATION], { plugged: true, session: 'preparing' }, waits))).toEqual({
      allowed: true,
      reservationId: 6,
    });
  });

  it('still holds while somebody else is being authorised on the connector that shows it', () => {
    const asking = { session: 'authorising', status: 'Reserved', reservationId: 6, idTag: 'OTHER' } as const;
    expect(mayStart(driver('ANOTHER', 2), station([STATION], asking)).allowed).toBe(false);
  });
});

describe('the status Reserved', () => {
  it('is that of the connector that is reserved, until the expiry', () => {
    expect(reservedStatusFor(1, station([HERE]))).toBe(5);
    expect(reservedStatusFor(2, station([HERE]))).toBeNull();
    expect(reservedStatusFor(1, station([reservation({ expiryDate: iso(NOON) })]))).toBeNull();
  });

  it('shows a reservation of connector 0 on the last free connector only', () => {
    expect(reservedStatusFor(1, station([STATION]))).toBeNull();
    expect(reservedStatusFor(2, station([STATION]))).toBeNull();
    expect(reservedStatusFor(2, station([STATION], CHARGING))).toBe(6);
    expect(reservedStatusFor(1, station([STATION], CHARGING))).toBeNull();
    expect(reservedStatusFor(0, station([STATION], CHARGING))).toBeNull();
  });

  it('stays when a cable is plugged into a Reserved connector', () => {
    const plugged = { status: 'Reserved', plugged: true, session: 'preparing', reservationId: 6 } as const;
    expect(reservedStatusFor(2, station([STATION], CHARGING, plugged))).toBe(6);
  });

  it('shows two reservations of connector 0 on two connectors', () => {
    const both = station([STATION, reservation({ reservationId: 7, connectorId: 0 })]);
    expect([1, 2].map((id) => reservedStatusFor(id, both))).toEqual([6, 7]);
  });
});

describe('the family that a connector is reserved for', () => {
  const FAMILY = reservation({ parentIdTag: 'P' });

  it('is that of its own reservation, while that is active', () => {
    expect(familyReservation(1, station([FAMILY, STATION]))).toEqual(FAMILY);
    expect(familyReservation(2, station([FAMILY]))).toBeNull();
    expect(familyReservation(1, station([reservation({ parentIdTag: 'P', connectorId: 2 })]))).toBeNull();
    expect(familyReservation(1, station([{ ...FAMILY, expiryDate: iso(NOON) }]))).toBeNull();
  });

  it.each([null, ''])('is none where the reservation names no parent: %j', (parentIdTag) => {
    expect(familyReservation(1, station([reservation({ parentIdTag })]))).toBeNull();
  });
});

describe('the reservation that a start terminates (6.45)', () => {
  const start = (changes: Partial<Parameters<typeof terminatedBy>[0]>, ...held: ReservationRecord[]) =>
    terminatedBy(
      { ...driver('HOLDER', 1), reservationId: 5, ...changes },
      { reservations: Object.fromEntries(held.map((it) => [it.reservationId, it])) },
    );

  it('is the one its driver came for, of the connector or of the station', () => {
    expect(start({}, HERE, STATION)).toBe(5);
    expect(start({ reservationId: 6 }, HERE, STATION)).toBe(6);
    expect(start({ idTag: 'OTHER', parentIdTag: 'P' }, reservation({ parentIdTag: 'P' }))).toBe(5);
  });

  it('is none without one, or where it is gone, moved, or another driver’s since', () => {
    expect(start({ reservationId: null }, HERE)).toBeNull();
    expect(start({}, STATION)).toBeNull();
    expect(start({}, reservation({ connectorId: 2 }))).toBeNull();
    expect(start({}, reservation({ idTag: 'ANOTHER' }))).toBeNull();
  });
});

describe('a reservation ends (5.13)', () => {
  const ended = (on: ReturnType<typeof station>) => endedReservations(on).map((r) => r.reservationId);

  it('at its expiry', () => {
    const soon = reservation({ reservationId: 7, connectorId: 2, expiryDate: iso(NOON) });
    expect(ended(station([HERE, STATION, soon]))).toEqual([7]);
  });

  it('when its connector becomes Faulted or Unavailable, not when another one does', () => {
    for (const state of [FAULTED, UNAVAILABLE]) {
      expect(ended(station([HERE, STATION], state))).toEqual([5]);
      expect(ended(station([HERE, STATION], {}, state))).toEqual([]);
      expect(ended(station([STATION], state, state))).toEqual([6]);
    }
  });

  it('with the station', () => {
    expect(ended({ ...station([HERE, STATION]), stationFaulted: true })).toEqual([5, 6]);
    const { records, ...rest } = station([HERE, STATION]);
    expect(ended({ ...rest, records: { ...records, operative: false } })).toEqual([5, 6]);
  });

  it('not while a change of availability is only scheduled', () => {
    expect(ended(station([HERE], { scheduledInoperative: true }))).toEqual([]);
  });
});
