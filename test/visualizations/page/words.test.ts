import { describe, expect, it } from 'vitest';
import { errorCodeSchema } from '../../../drivers/bench/world-state.ts';
import { CATALOGUE, isAction, isInbound } from '../../../machines/messages/catalogue.ts';
import { validateRequest } from '../../../machines/messages/validate.ts';
import { registry } from '../../../machines/registry.ts';
import { machineGraph } from '../../../visualizations/machine-graph.ts';
import { ERROR_CODES } from '../../../visualizations/page/bench-codes.ts';
import { EXAMPLES } from '../../../visualizations/page/csms-examples.ts';
import { afterItem } from '../../../visualizations/page/scene.ts';
import { activeStates, leafChanges, leafPaths } from '../../../visualizations/page/state-value.ts';
import { waitsOf } from '../../../visualizations/page/waiting.ts';
import {
  durationWords,
  energyWords,
  eventWords,
  moveWords,
  wireWords,
} from '../../../visualizations/page/words.ts';
import { liveRig } from '../live/live-rig.ts';

describe('what the page says', () => {
  it.each([
    [400, '0.4 s'],
    [42_000, '42 s'],
    [59_700, '1 min 00 s'],
    [185_000, '3 min 05 s'],
    [7_800_000, '2 h 10 min'],
    [-5, '0.0 s'],
  ])('%i ms is %s', (duration_ms, words) => expect(durationWords(duration_ms)).toBe(words));

  it('says energy as a meter does', () => {
    expect([energyWords(340.4), energyWords(12_400)]).toEqual(['340 Wh', '12.40 kWh']);
  });

  it('says what happened', () => {
    const after = { type: 'xstate.after.vehicleResponse.contactor.power.offering' };
    expect(eventWords({ cause: 'timer', event: after })).toBe('time is up: vehicle response');
    expect(eventWords({ cause: 'event', event: Object.assign({ type: 'PILOT' }, { pilot: 'B' }) })).toBe(
      'PILOT B',
    );
    const moment = { kind: 'wire', n: 1, monotonic_ms: 0, wall: '', direction: 'received' } as const;
    const conf = { ...moment, text: '[3,"a",{"idTagInfo":{"status":"Blocked"}}]' };
    expect(wireWords(conf, 'Authorize')).toBe('Authorize.conf Blocked');
    expect(wireWords({ ...moment, text: '[4,"a","NotImplemented","",{}]' }, 'Reset')).toBe(
      'Reset CALLERROR NotImplemented',
    );
    expect(wireWords({ ...moment, text: '{' }, '')).toBe('a frame that is no OCPP-J message');
  });

  it('says how a state changed', () => {
    const { left, entered } = leafChanges(
      { power: 'idle', vehicle: 'absent' },
      { power: { closed: 'calm' }, vehicle: 'absent' },
    );
    expect([left, entered]).toEqual([['power.idle'], ['power.closed.calm']]);
    expect(moveWords(left, entered)).toBe('power: idle ⇢ calm');
    expect(moveWords(['ready'], ['authorising'])).toBe('ready ⇢ authorising');
    expect(leafPaths({ a: { b: 'c' }, d: {} })).toEqual(['a.b.c', 'd']);
    expect(activeStates('m', { a: 'b' })).toEqual(['m#', 'm#a', 'm#a.b']);
  });
});

describe('what an actor waits for', () => {
  it('is in words, with the time that is left', async () => {
    const rig = await liveRig();
    rig.world.showCard('04A1');
    await rig.advance(1_000);
    const { base, items } = rig.page.recorder.history;
    expect(items.length).toBeGreaterThan(0);
    const { actors, timers } = items.reduce(afterItem, base);
    const waits = waitsOf('connector-1', actors['connector-1']!, machineGraph(registry.connector), timers);
    const plug = waits.find(({ text }) => text.includes('cable'));
    // ConnectionTimeOut, 60 s in the profile of this station, since the card was accepted.
    const timeout_s = Number(
      rig.station.root?.getSnapshot().context.records.now.configuration.ConnectionTimeOut,
    );
    expect(plug?.deadline_ms).toBeGreaterThan(1_000 + 1000 * (timeout_s - 1));
    expect(plug?.deadline_ms).toBeLessThanOrEqual(2_000 + 1000 * timeout_s);
  });

  it('is nothing for an actor that ended, and for a component without statechart', () => {
    const graph = machineGraph(registry.connector);
    const state = { parent: null, machine: 'connector', value: null, control: null, status: 'done' };
    expect(waitsOf('connector-1', state, graph, [])).toEqual([]);
    expect(waitsOf('call-queue', { ...state, machine: null, status: 'active' }, undefined, [])).toEqual([]);
  });
});

describe('the examples of the central system', () => {
  const inbound = Object.keys(CATALOGUE).filter((action) => isAction(action) && isInbound(action));
  const now = { connectorId: 1, transactionId: 7, idTag: '04A1', wall_ms: Date.UTC(2026, 0, 1) };

  it('are there for every action that a central system may send, and for no other', () => {
    expect(Object.keys(EXAMPLES).sort()).toEqual(inbound.sort());
  });

  it.each(Object.keys(EXAMPLES))('%s fits its schema', (action) => {
    if (!isAction(action)) expect.unreachable(`${action} is no action`);
    expect(validateRequest(action, EXAMPLES[action]?.(now))).toMatchObject({ ok: true });
  });
});

describe('the bench of the page', () => {
  it('offers the error codes that the bench can raise', () => {
    expect(ERROR_CODES.toSorted()).toEqual(errorCodeSchema.options.toSorted());
  });
});
