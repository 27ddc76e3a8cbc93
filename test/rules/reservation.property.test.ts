import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import type { StationView } from '../../machines/rules/calls/call.ts';
import { reserveNow } from '../../machines/rules/calls/reserve-now.ts';
import { mayStart, reservedStatusFor } from '../../machines/rules/reservation.ts';
import type { ReservationRecord } from '../../machines/vocabulary/records.ts';
import { connector, iso, NOON, view } from './station-fixture.ts';

fc.configureGlobal({ seed: 20260304 });

/** A station as its drivers see it: who sits where, who was promised what. */
type World = {
  readonly now: number;
  /** idTag on connectors 1 to 3, or null. */
  readonly seats: readonly (string | null)[];
  readonly promises: readonly ReservationRecord[];
};

const live = ({ promises, now }: World) => promises.filter((p) => Date.parse(p.expiryDate) > now);

/**
 * What S8 asks of a station, as a picture: reserved seats are empty, and everyone else promised one finds
 * one.
 */
function keepsItsPromises(world: World): boolean {
  const named = live(world).flatMap((p) => (p.connectorId > 0 ? [p.connectorId] : []));
  const anywhere = live(world).filter((p) => p.connectorId === 0).length;
  const empty = [1, 2, 3].filter((id) => world.seats[id - 1] === null);
  const open = empty.filter((id) => !named.includes(id));
  const distinct = new Set(named).size === named.length;
  return distinct && named.every((id) => empty.includes(id)) && open.length >= anywhere;
}

const viewOf = ({ now, seats, promises }: World): StationView =>
  view(
    { reservations: Object.fromEntries(promises.map((p) => [p.reservationId, p])) },
    {
      at: { monotonic_ms: 0, wall_ms: now },
      connectors: seats.map((idTag, index) =>
        connector(index + 1, idTag === null ? {} : { session: 'transaction', status: 'Charging', idTag }),
      ),
    },
  );

const seated = (world: World, connectorId: number, idTag: string | null, used?: number): World => ({
  ...world,
  seats: world.seats.map((seat, index) => (index + 1 === connectorId ? idTag : seat)),
  promises: world.promises.filter((p) => p.reservationId !== used),
});

/** Starts as the station lets it, and checks that it lets it exactly when all promises can be kept. */
function start(world: World, connectorId: number, idTag: string): World {
  if (world.seats[connectorId - 1] !== null) return world;
  const { allowed, reservationId } = mayStart({ connectorId, idTag, parentIdTag: null }, viewOf(world));
  const mine = (at: number) =>
    live(world)
      .filter((p) => p.connectorId === at && p.idTag === idTag)
      .map((p) => p.reservationId);
  const own = mine(connectorId).length > 0 ? mine(connectorId) : mine(0);
  const after = seated(world, connectorId, idTag, reservationId ?? own[0]);
  expect(allowed).toBe(keepsItsPromises(after));
  if (allowed) expect(own.length > 0 ? own : [undefined]).toContain(reservationId);
  return allowed ? after : world;
}

function reserve(world: World, request: ReservationRecord): World {
  const { parentIdTag: _, ...payload } = request;
  const decision = reserveNow(payload, viewOf(world));
  const others = world.promises.filter((p) => p.reservationId !== request.reservationId);
  const after = { ...world, promises: [...others, request] };
  const granted = 'changes' in decision;
  expect(granted).toBe(keepsItsPromises(after));
  return granted ? after : world;
}

const tag = fc.constantFrom('A', 'B', 'C');
const command = fc.oneof(
  fc.record({ type: fc.constant('start' as const), connectorId: fc.integer({ min: 1, max: 3 }), idTag: tag }),
  fc.record({ type: fc.constant('leave' as const), connectorId: fc.integer({ min: 1, max: 3 }) }),
  fc.record({ type: fc.constant('wait' as const), minutes: fc.integer({ min: 1, max: 20 }) }),
  fc.record({
    type: fc.constant('reserve' as const),
    connectorId: fc.constantFrom(0, 0, 1, 2, 3),
    idTag: tag,
    reservationId: fc.integer({ min: 1, max: 4 }),
    minutes: fc.integer({ min: 1, max: 60 }),
  }),
);

describe('any run of reservations, starts, departures and waiting', () => {
  it('S8: reservations and starts are granted exactly while every promise can be kept', () => {
    fc.assert(
      fc.property(fc.array(command, { minLength: 5, maxLength: 25 }), (commands) => {
        let world: World = { now: NOON, seats: [null, null, null], promises: [] };
        for (const c of commands) {
          if (c.type === 'start') world = start(world, c.connectorId, c.idTag);
          else if (c.type === 'leave') world = seated(world, c.connectorId, null);
          else if (c.type === 'wait') world = { ...world, now: world.now + c.minutes * 60_000 };
          else {
            const { connectorId, idTag, reservationId } = c;
            const expiryDate = iso(world.now + c.minutes * 60_000);
            world = reserve(world, { connectorId, idTag, reservationId, parentIdTag: null, expiryDate });
          }
          expect(keepsItsPromises(world)).toBe(true);
        }
      }),
      { numRuns: 2000 },
    );
  });

  it('shows Reserved on a connector exactly when a driver without a promise may not start there', () => {
    const promise = fc.record({
      reservationId: fc.integer({ min: 1, max: 9 }),
      connectorId: fc.constantFrom(0, 1, 2, 3),
      idTag: tag,
      parentIdTag: fc.constant(null),
      expiryDate: fc.constantFrom(iso(NOON), iso(NOON + 1)),
    });
    const seats = fc.array(fc.option(tag), { minLength: 3, maxLength: 3 });
    const promises = fc.uniqueArray(promise, { maxLength: 4, selector: (p) => p.reservationId });
    fc.assert(
      fc.property(seats, promises, (s, p) => {
        const world: World = { now: NOON, seats: s, promises: p };
        if (!keepsItsPromises(world)) return;
        s.forEach((seat, index) => {
          if (seat !== null) return;
          const stranger = { connectorId: index + 1, idTag: 'STRANGER', parentIdTag: null };
          const shown = reservedStatusFor(index + 1, viewOf(world));
          expect(shown !== null).toBe(!mayStart(stranger, viewOf(world)).allowed);
        });
      }),
      { numRuns: 2000 },
    );
  });
});
