import { describe, expect, it } from 'vitest';
import type { AnyActorRef, AnyMachineSnapshot, InspectionEvent } from 'xstate';
import { findActor } from '../../../actors/find-actor.ts';
import type { ReceivedStation } from '../../../visualizations/xstate-inspect/received-station.ts';
import { heard, InspectedStation, until } from './inspected-station.ts';

const actorNamed = (received: ReceivedStation, id: string) =>
  [...received.actors.values()].find((it) => it.id === id);
const stateOf = (received: ReceivedStation, id: string): unknown => actorNamed(received, id)?.state.value;
/** The state of the real actor, asked of XState 5 itself. */
const realValue = ({ station }: InspectedStation, id: string): unknown =>
  (findActor(station.station.root, id)?.getSnapshot() as AnyMachineSnapshot).value;

describe('the real @xstate/inspect 0.8.0 as receiver of the station', () => {
  it('knows every actor, its owner before it, in the state that it is in', async () => {
    const inspected = await InspectedStation.start();
    const received = await inspected.receiver();
    const { actors } = received;
    expect([...actors.values()].map(({ id }) => id).toSorted()).toEqual([
      ...[
        'call-queue',
        'charge-point',
        'charge-point-certificate',
        'connector-1',
        'connector-2',
        'contactor-1',
        'contactor-2',
      ],
      ...['current-limits', 'diagnostics-upload', 'firmware-update', 'log-upload'],
      ...['ocpp-connection', 'rfid-session', 'status-reporter'],
    ]);
    const sessions = [...actors.keys()];
    for (const { id, sessionId, parent } of actors.values()) {
      if (id === 'charge-point') expect(parent).toBeUndefined();
      else expect(sessions.indexOf(parent!)).toBeLessThan(sessions.indexOf(sessionId));
    }
    for (const id of ['charge-point', 'connector-2', 'contactor-1', 'rfid-session', 'ocpp-connection'])
      expect(stateOf(received, id), id).toEqual(realValue(inspected, id));
    expect(actorNamed(received, 'connector-1')?.parent).toBe(actorNamed(received, 'charge-point')?.sessionId);
  });

  it('hears each event and each state of a charge, in the order in which they happened', async () => {
    const real: (readonly unknown[])[] = [];
    let listens = false;
    const see = (seen: InspectionEvent): void => {
      const { id } = seen.actorRef as AnyActorRef;
      if (!listens || !('event' in seen) || seen.event.type === 'xstate.init') return;
      if (seen.type === '@xstate.event') real.push([id, 'got', seen.event.type]);
      if (seen.type === '@xstate.snapshot')
        real.push([id, 'is', (seen.snapshot as AnyMachineSnapshot).value]);
    };
    const inspected = await InspectedStation.start({ inspect: see });
    const received = await inspected.receiver();
    const told: (readonly unknown[])[] = [];
    const names = new Map<string, string>();
    received.onFrame = (frame) => {
      if (frame.type === 'service.register') names.set(frame.sessionId, frame.id);
      const id = names.get(frame.sessionId) ?? received.actors.get(frame.sessionId)?.id;
      if (frame.type === 'service.event') told.push([id, 'got', frame.event.data.type]);
      // A component without statechart has none to XState 5, and its status as one to XState 4.
      const value = frame.type === 'service.state' && frame.state.value;
      if (value) told.push([id, 'is', value === 'active' ? undefined : value]);
    };
    for (const { id, sessionId } of received.actors.values()) names.set(sessionId, id);
    listens = true;
    await inspected.station.charge(1, 'CARD-1');
    await heard(received, () => told.length >= real.length);
    expect(inspected.station.statuses).toEqual(['Charging', 'Available']);
    expect(told).toEqual(real);
    expect(told.length).toBeGreaterThan(80);
    expect(actorNamed(received, 'transaction-1')?.parent).toBe(
      actorNamed(received, 'connector-1')?.sessionId,
    );
  });

  it('comes late, and knows the actors as they are then', async () => {
    const inspected = await InspectedStation.start();
    await inspected.station.charge(2, 'CARD-1');
    const received = await inspected.receiver(11);
    expect(stateOf(received, 'connector-2')).toMatchObject({
      session: { transaction: { supplied: 'charging' } },
    });
    const transaction = [...received.actors.values()].find(({ id }) => id.startsWith('transaction-'))!;
    for (const id of ['connector-2', 'contactor-2', transaction.id])
      expect(stateOf(received, id), id).toEqual(realValue(inspected, id));
  });

  it('hears of the end of an actor, and of the new actors after a reset', async () => {
    const inspected = await InspectedStation.start();
    const { station } = inspected;
    await station.charge(1, 'CARD-1');
    const received = await inspected.receiver(11);
    expect(actorNamed(received, 'transaction-1')).toBeDefined();
    station.world.unplug(1);
    await station.pass(1_000);
    await heard(received, () => !actorNamed(received, 'transaction-1'));
    const before = actorNamed(received, 'connector-1');
    const orphans: string[] = [];
    received.onFrame = (frame) => {
      const { type, id, parent } = { id: '', parent: undefined, ...frame };
      if (type === 'service.register' && parent !== undefined && !received.actors.has(parent))
        orphans.push(id);
    };
    station.central.call('Reset', { type: 'Soft' });
    await station.pass(20_000);
    expect(station.restarts).toEqual(['reset']);
    await heard(received, () => actorNamed(received, 'connector-1')?.machine !== before?.machine);
    await heard(received, () => stateOf(received, 'ocpp-connection') !== undefined && isOnline(received));
    expect(received.actors.size).toBe(14);
    expect(orphans).toEqual([]);
    expect(stateOf(received, 'connector-1')).toEqual(realValue(inspected, 'connector-1'));
  });

  it('sends an event to an actor, which gets it as an input of the station', async () => {
    const inspected = await InspectedStation.start({ events: true });
    const received = await inspected.receiver();
    received.send(actorNamed(received, 'contactor-1')!.sessionId, { type: 'PILOT', pilot: 'B' } as never);
    await heard(received, () => JSON.stringify(stateOf(received, 'connector-1')).includes('preparing'));
    expect(realValue(inspected, 'contactor-1')).toMatchObject({ vehicle: { present: 'connected' } });
    const input = { cause: 'event', to: 'contactor-1', event: { type: 'PILOT', pilot: 'B' } };
    expect(inspected.envelopes.filter(({ event }) => event.type === 'PILOT').at(-1)).toMatchObject(input);
    expect(inspected.logged.join()).toContain('an inspector sends PILOT to contactor-1');
  });

  it('sends an event in vain where the station takes none, and the log says so', async () => {
    const inspected = await InspectedStation.start();
    const received = await inspected.receiver();
    const inputs = inspected.envelopes.length;
    received.send(actorNamed(received, 'contactor-1')!.sessionId, { type: 'PILOT', pilot: 'B' } as never);
    await until(() => inspected.logged.length > 0);
    expect(inspected.logged.join()).toContain('inspector: refused an event, there is no --inspect-events');
    expect(inspected.envelopes).toHaveLength(inputs);
    expect(realValue(inspected, 'contactor-1')).toMatchObject({ vehicle: 'absent' });
  });
});

const isOnline = (received: ReceivedStation): boolean =>
  JSON.stringify(stateOf(received, 'ocpp-connection')).includes('accepted');
