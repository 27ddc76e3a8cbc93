import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { and, createActor, createMachine, not, or, stateIn } from 'xstate';
import { guardWords } from '../../visualizations/action-words.ts';
import { type Transition, transitionId } from '../../visualizations/graph-edge.ts';
import { machineGraph } from '../../visualizations/machine-graph.ts';
import { outlet, relay } from './example-machines.ts';

const graph = machineGraph(outlet);
const edge = (id: string) => graph.edges.find((candidate) => candidate.id === id);

describe('the graph of a machine', () => {
  it('is plain data', () => {
    expect(JSON.parse(JSON.stringify(graph))).toEqual(graph);
  });

  it('has every state, with what it says of itself', () => {
    expect(graph.states).toHaveLength(13);
    expect(graph.states.find((state) => state.key === 'waiting')).toEqual({
      id: 'outlet#session.waiting',
      key: 'waiting',
      path: ['session', 'waiting'],
      type: 'atomic',
      parent: 'outlet#session',
      initial: null,
      entry: [],
      exit: [],
      description: 'A card was shown, the cable is missing.',
      waitsFor: 'a cable',
      clause: '',
      meta: { waitsFor: 'a cable' },
      tags: ['preparing'],
      delays: ['plugTimeout'],
      invokes: [],
    });
  });

  it('has parents, initial states, entry and exit actions', () => {
    const charging = graph.states.find((state) => state.id === 'outlet#session.charging');
    expect(charging).toMatchObject({
      type: 'compound',
      parent: 'outlet#session',
      initial: 'outlet#session.charging.closing',
    });
    expect(charging).toMatchObject({ entry: ['coil(closed)', 'remindLater'], exit: ['coil(not closed)'] });
    expect(graph.states[0]).toMatchObject({ id: 'outlet#', parent: null, type: 'parallel', initial: null });
  });

  it.each([
    [
      'outlet#/*/0',
      { kind: 'event', event: 'any event', source: 'outlet#', targets: [], actions: ['count'] },
    ],
    ['outlet#session.idle/CARD/0', { guard: 'exhausted or not in #ok', targets: [], internal: true }],
    ['outlet#session.idle/CARD/1', { guard: '', targets: ['outlet#session.waiting'], internal: false }],
    [
      'outlet#session.waiting/@after.plugTimeout/0',
      { kind: 'after', delay: 'plugTimeout', actions: ['tell TIMEOUT'] },
    ],
    ['outlet#session.charging/@done/0', { kind: 'done', event: 'done', targets: ['outlet#session.idle'] }],
    ['outlet#session.charging/FAULT/0', { targets: ['outlet#session.charging.paused'], internal: true }],
    ['outlet#session.charging.closing/@done.watch/0', { kind: 'done', event: 'done watch' }],
    ['outlet#session.charging.closing/@error.watch/0', { kind: 'error', event: 'error watch' }],
    ['outlet#session.charging.closed/@always/0', { kind: 'always', guard: 'exhausted' }],
    ['outlet#session.charging.closed/PERMIT/0', { internal: false }],
    ['outlet#health.faulted/CLEARED/0', { targets: ['outlet#health.ok', 'outlet#session.charging.last'] }],
  ])('has the edge %s', (id, expected) => {
    expect(edge(id)).toMatchObject(expected);
  });

  it('knows the children that run while a state is active and those that actions start', () => {
    expect(graph.states.flatMap((state) => state.invokes)).toEqual([{ id: 'watch', src: 'relay' }]);
    expect(graph.spawns).toEqual([{ src: 'relay', startedIn: 'outlet#session.idle' }]);
  });
});

describe('guards in words', () => {
  it.each([
    [undefined, ''],
    ['open', 'open'],
    [{ type: 'limit', params: { limit_A: 6, pilot: 'A', closed: false } }, 'limit(6, A, not closed)'],
    [{ type: 'limit', params: () => ({ limit_A: 6 }) }, 'limit'],
    [not('open'), 'not open'],
    [and(['a', or(['b', 'c'])]), 'a and (b or c)'],
    [or([and(['a', 'b']), not(and(['c', 'd']))]), 'a and b or not (c and d)'],
    [stateIn({ vehicle: { present: 'requesting' } }), 'in vehicle.present.requesting'],
  ])('case %#', (guard, words) => {
    expect(guardWords(guard)).toBe(words);
  });
});

/** Transitions taken, as the inspection reports them. */
function takenBy(machine: typeof outlet | ReturnType<typeof createMachine>, events: readonly string[]) {
  const taken: (string | null)[] = [];
  const actor = createActor(machine as ReturnType<typeof createMachine>, {
    inspect: (inspected) => {
      if (inspected.type !== '@xstate.microstep' || inspected.actorRef !== actor) return;
      taken.push(...inspected._transitions.map((transition) => transitionId(transition as Transition)));
    },
  });
  actor.start();
  for (const type of events) actor.send({ type });
  actor.stop();
  return taken;
}

describe('transition ids', () => {
  it('name the edges that an actor takes', () => {
    const patient = outlet.provide({ delays: { patience: 1e9, confirmation: 1e9, plugTimeout: 1e9 } });
    expect(takenBy(patient, ['CARD', 'CABLE_PLUGGED', 'FAULT', 'NONSENSE'])).toEqual([
      'outlet#session.idle/CARD/1',
      'outlet#session.waiting/CABLE_PLUGGED/0',
      'outlet#session.charging/FAULT/0',
      'outlet#health.ok/FAULT/0',
      'outlet#/*/0',
    ]);
  });

  it('do not change with provide() and re-creation', () => {
    const ids = (machine: typeof relay) => machineGraph(machine).edges.map((found) => found.id);
    expect(ids(relay.provide({}))).toEqual(ids(relay));
    expect(ids(relay)).toEqual(['relay#open/CLOSE/0', 'relay#closed/OPEN/0']);
  });
});

const EVENTS = ['A', 'B', '*'];
type Chart = {
  initial?: string;
  type?: 'parallel';
  states?: Record<string, Chart>;
  on?: object;
  always?: object;
};
const target = fc.constantFrom('#m.s0', '#m.s1', undefined);
const transitions = fc.array(
  target.map((to) => (to ? { target: to } : {})),
  { minLength: 1, maxLength: 3 },
);
const chart = (depth: number): fc.Arbitrary<Chart> =>
  fc
    .record({
      on: fc.dictionary(fc.constantFrom(...EVENTS), transitions),
      after: fc.dictionary(fc.constantFrom('1000000', 'soon'), transitions),
      inner:
        depth === 0
          ? fc.constant(null)
          : fc.option(fc.tuple(chart(depth - 1), chart(depth - 1)), { nil: null }),
      parallel: fc.boolean(),
    })
    .map(({ on, after, inner, parallel }) => {
      if (!inner) return { on, after };
      const states = { s0: inner[0], s1: inner[1] };
      return parallel ? { on, after, states, type: 'parallel' } : { on, after, states, initial: 's0' };
    });
const machines = fc.tuple(chart(2), chart(2)).map(
  ([s0, s1]) =>
    () =>
      createMachine({ id: 'm', initial: 's0', states: { s0, s1 } } as Parameters<typeof createMachine>[0], {
        delays: { soon: 1e6 },
      }),
);

describe('ids of any machine', () => {
  it('are unique, equal for every re-creation, and those that an actor reports', () => {
    fc.assert(
      fc.property(machines, fc.array(fc.constantFrom('A', 'B', 'C'), { maxLength: 8 }), (create, events) => {
        const ids = machineGraph(create()).edges.map((found) => found.id);
        expect(new Set(ids).size).toBe(ids.length);
        expect(machineGraph(create()).edges.map((found) => found.id)).toEqual(ids);
        expect(ids).toEqual(expect.arrayContaining(takenBy(create(), events)));
      }),
      { numRuns: 100, seed: 42 },
    );
  });
});
