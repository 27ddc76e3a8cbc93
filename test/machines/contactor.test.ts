import { describe, expect, it } from 'vitest';
import { createActor, type EventObject } from 'xstate';
import { VirtualClock } from '../../drivers/clock/virtual-clock.ts';
import { registry } from '../../machines/registry.ts';
import type { ConnectorEvent, ContactorEvent } from '../../machines/vocabulary/events.ts';
import type { Peer } from '../../machines/vocabulary/peer.ts';

/** A power path on virtual time: what it commanded and told, in order, with the time in ms. */
function powerPath() {
  const clock = new VirtualClock();
  const log: string[] = [];
  const note = (text: string): void => void log.push(`${clock.now().monotonic_ms} ${text}`);
  const owner = createActor({
    getInitialSnapshot: () => ({ status: 'active', output: undefined, error: undefined }) as const,
    transition: (snapshot: { status: 'active'; output: undefined; error: undefined }, event: EventObject) => {
      if (!event.type.startsWith('xstate.')) note(event.type);
      return snapshot;
    },
    getPersistedSnapshot: (snapshot: { status: 'active'; output: undefined; error: undefined }) => snapshot,
  }).start();
  const machine = registry.contactor.provide({
    actions: {
      coil: (_, { closed }) => note(closed ? 'coil on' : 'coil off'),
      pilot: (_, { limit_A }) => note(limit_A === null ? 'steady' : `offer ${limit_A}`),
    },
  });
  const input = { connectorId: 1, owner: owner as unknown as Peer<ConnectorEvent> };
  const actor = createActor(machine, { clock, input }).start();
  const send = (...events: ContactorEvent[]): void => {
    for (const event of events) actor.send(event);
  };
  log.length = 0;
  return { actor, clock, log, send };
}

const B = { type: 'PILOT', pilot: 'B' } as const;
const C = { type: 'PILOT', pilot: 'C' } as const;
const A = { type: 'PILOT', pilot: 'A' } as const;
const permit = (limit_A: number) => ({ type: 'PERMIT', limit_A }) as const;
const mirror = (closed: boolean) => ({ type: 'FEEDBACK', closed }) as const;
const current = (flowing: boolean, excessive = false) => ({ type: 'CURRENT', flowing, excessive }) as const;

/** A charge in full flow. */
function charging() {
  const path = powerPath();
  path.send(B, permit(16), C, mirror(true), current(true));
  path.log.length = 0;
  return path;
}

describe('the power path', () => {
  it('offers by pulse width, closes on state C only, and says so when the mirror contact confirms', () => {
    const { log, send } = powerPath();
    send(B, permit(16), C, mirror(true));
    expect(log).toEqual(['0 CABLE_PLUGGED', '0 offer 16', '0 coil on', '0 ENERGY_ON']);
  });

  it('closes for no vehicle without a permit, whatever state the pilot is in', () => {
    const { log, send } = powerPath();
    send(B, C, B, C, { type: 'PILOT', pilot: 'D' }, { type: 'PILOT', pilot: 'E' }, A);
    expect(log.filter((line) => line.includes('coil') || line.includes('offer'))).toEqual([]);
  });

  it.each([
    'A',
    'B',
    'D',
    'E',
    'F',
  ] as const)('opens in the same step when the pilot goes from C to %s', (pilot) => {
    const { log, send } = charging();
    send({ type: 'PILOT', pilot });
    expect(log).toContain('0 coil off');
  });

  it('ends a permit with a steady pilot at once, and opens when the vehicle has stopped drawing', () => {
    const { clock, log, send } = charging();
    send({ type: 'REVOKE' });
    clock.advance(200);
    send(current(false), mirror(false));
    expect(log.filter((line) => !line.startsWith('200 steady'))).toEqual([
      '0 steady',
      '200 coil off',
      '200 ENERGY_OFF',
    ]);
  });

  it('opens under load after 6 s when the vehicle goes on drawing', () => {
    const { clock, log, send } = charging();
    send({ type: 'REVOKE' });
    clock.advance(5_999);
    expect(log).not.toContain('6000 coil off');
    clock.advance(1);
    expect(log).toContain('6000 coil off');
  });

  it('opens at once on OPEN_NOW, also while it was stopping in order', () => {
    const { log, send } = charging();
    send({ type: 'REVOKE' }, { type: 'OPEN_NOW' });
    expect(log).toContain('0 coil off');
  });

  it('takes main contacts that stay closed for welded, and offers nothing until they open', () => {
    const { clock, log, send } = charging();
    send({ type: 'OPEN_NOW' });
    clock.advance(500);
    expect(log.at(-1)).toBe('500 POWER_FAULT');
    log.length = 0;
    send(permit(16));
    expect(log).toEqual([]);
    send(mirror(false));
    expect(log).toContain('500 POWER_FAULT_CLEARED');
  });

  it('takes a contactor that does not close for faulty, and tries no more until the vehicle has left', () => {
    const { clock, log, send } = powerPath();
    send(B, permit(16), C);
    clock.advance(500);
    expect(log.slice(-3)).toEqual(['500 coil off', '500 steady', '500 POWER_FAULT']);
    send(permit(16), B, C);
    expect(log.filter((line) => line.includes('coil on'))).toEqual(['0 coil on']);
    send(A);
    expect(log).toContain('500 POWER_FAULT_CLEARED');
  });

  it('does not take a mirror contact that follows late for a weld, when the closing was given up', () => {
    const { clock, log, send } = powerPath();
    send(B, permit(16), C, { type: 'REVOKE' });
    clock.advance(20);
    send(mirror(true));
    clock.advance(20);
    send(mirror(false));
    clock.advance(1_000);
    expect(log.filter((line) => line.includes('POWER_FAULT'))).toEqual([]);
    expect(log).toContain('500 ENERGY_OFF');
  });

  it('takes a hot unplug, where the hardware opens first, for no fault', () => {
    const { clock, log, send } = charging();
    send(mirror(false), A);
    clock.advance(10_000);
    expect(log.filter((line) => line.includes('FAULT'))).toEqual([]);
    expect(log).toContain('0 ENERGY_OFF');
  });

  it('tolerates an excess for 7 s and then opens with a fault', () => {
    const { clock, log, send } = charging();
    send(current(true, true));
    clock.advance(6_999);
    expect(log).toEqual([]);
    clock.advance(1);
    expect(log).toEqual(expect.arrayContaining(['7000 coil off', '7000 POWER_FAULT']));
  });

  it('forgives an excess that ends in time', () => {
    const { clock, log, send } = charging();
    send(current(true, true));
    clock.advance(5_000);
    send(current(true, false));
    clock.advance(60_000);
    expect(log).toEqual([]);
  });

  it('passes a new limit on at once', () => {
    const { log, send } = charging();
    send(permit(10));
    expect(log).toEqual(['0 offer 10']);
  });

  it('tells of a vehicle that leaves an offer unanswered for 10 s', () => {
    const { clock, log, send } = powerPath();
    send(B, permit(16));
    clock.advance(10_000);
    expect(log.at(-1)).toBe('10000 VEHICLE_IDLE');
  });
});
