import { describe, expect, it } from 'vitest';
import {
  type AnyActorRef,
  type AnyStateMachine,
  type AnyStateNode,
  type InspectionEvent,
  StateMachine,
} from 'xstate';
import { registry } from '../../../machines/registry.ts';
import { guardWords } from '../../../visualizations/action-words.ts';
import type { Transition } from '../../../visualizations/graph-edge.ts';
import { v4Component, v4Machine } from '../../../visualizations/inspect/v4-machine.ts';
import { createV4Machine, v4Step } from '../../../visualizations/xstate-inspect/create-v4-machine.ts';
import { BenchStation } from '../../station/bench-station.ts';

const MACHINES = Object.values(registry).filter((it): it is AnyStateMachine => it instanceof StateMachine);

const nodesOf = (node: AnyStateNode): AnyStateNode[] => [
  node,
  ...Object.values(node.states).flatMap(nodesOf),
];

/** An event of XState 5 as XState 4 names it. */
function v4EventOf(node: AnyStateNode, type: string, delay: unknown): string {
  if (delay !== undefined) return `xstate.after(${delay})#${node.id}`;
  return type
    .replace(/^xstate\.done\.state\./, 'done.state.')
    .replace(/^xstate\.done\.actor\./, 'done.invoke.')
    .replace(/^xstate\.error\.actor\./, 'error.platform.');
}

/** Transitions of a state, of the same form for both versions, in the order in which they are tried. */
const transitionsOf5 = (node: AnyStateNode) =>
  [...node.transitions.values(), node.always ?? []].flat().map((it: Transition) => ({
    event: v4EventOf(node, it.eventType ?? '', it.delay),
    targets: (it.target ?? []).map(({ id }) => id),
    guard: guardWords(it.guard) || undefined,
    internal: !it.reenter && (it.target ?? []).every(({ id }) => id.startsWith(`${node.id}.`)),
  }));

describe.each(
  MACHINES.map((machine) => [machine.id, machine] as const),
)('%s, as XState 4 reads it', (_, five) => {
  const four = createV4Machine(JSON.parse(JSON.stringify(v4Machine(five))));

  it('has the same states: names, kinds, descriptions, initial states', () => {
    const ids = nodesOf(five.root).map(({ id }) => id);
    expect(four.stateIds.toSorted()).toEqual(ids.toSorted());
    for (const node of nodesOf(five.root)) {
      const { type, description, initial } = four.getStateNodeById(node.id);
      const begins = node.type === 'compound' ? node.initial.target.map(({ key }: AnyStateNode) => key) : [];
      expect({ type, description, initial }, node.id).toEqual({
        type: node.type,
        description: node.description,
        initial: begins[0],
      });
    }
  });

  it('has the same transitions: targets, guard as cond, whether the state is left', () => {
    for (const node of nodesOf(five.root)) {
      const seen = four.getStateNodeById(node.id).transitions.map((it) => ({
        event: it.eventType,
        targets: (it.target ?? []).map(({ id }) => id),
        guard: it.cond?.name,
        internal: it.internal,
      }));
      expect(seen.toSorted(byText), node.id).toEqual(transitionsOf5(node).toSorted(byText));
    }
  });
});

const byText = (a: object, b: object): number => JSON.stringify(a).localeCompare(JSON.stringify(b));

describe('a component without statechart', () => {
  it('is a machine of its life to XState 4', () => {
    const machine = createV4Machine(JSON.parse(JSON.stringify(v4Component('call-queue'))));
    expect(machine.initialState.value).toBe('active');
    expect(Object.keys(machine.states).toSorted()).toEqual(['active', 'done', 'error', 'stopped']);
  });
});

/** A macrostep of a real actor, in words of XState 5. */
type Step = {
  readonly machine: AnyStateMachine;
  readonly before: unknown;
  readonly event: string;
  readonly guards: readonly string[];
  readonly after: unknown;
};

/** The steps that the statecharts take in a charge, from the cable to the cable. */
async function stepsOfACharge(): Promise<Step[]> {
  const steps: Step[] = [];
  const values = new Map<string, unknown>();
  const taken = new Map<string, string[]>();
  const inspect = (seen: InspectionEvent): void => {
    const ref = seen.actorRef as AnyActorRef & { readonly logic?: unknown };
    if (!(ref.logic instanceof StateMachine)) return;
    if (seen.type === '@xstate.microstep') {
      const guards = seen._transitions.map((it: Transition) => guardWords(it.guard));
      taken.set(ref.id, [...(taken.get(ref.id) ?? []), ...guards]);
    }
    if (seen.type !== '@xstate.snapshot') return;
    const { value: after } = seen.snapshot as unknown as { value: unknown };
    const before = values.get(ref.id);
    const guards = taken.get(ref.id) ?? [];
    if (before !== undefined)
      steps.push({ machine: ref.logic, before, event: seen.event.type, guards, after });
    values.set(ref.id, after);
    taken.delete(ref.id);
  };
  const station = await new BenchStation({ inspect }).booted();
  await station.charge(1, 'CARD-1');
  station.world.showCard('CARD-1');
  await station.pass(3_000);
  station.world.unplug(1);
  await station.pass(1_000);
  return steps;
}

describe('XState 4, given the guards that held', () => {
  it('takes the steps that the real actors take in a whole charge', async () => {
    const steps = await stepsOfACharge();
    const moves = steps.filter(({ before, after }) => JSON.stringify(before) !== JSON.stringify(after));
    expect(moves.length).toBeGreaterThan(25);
    for (const { machine, before, event, guards, after } of steps) {
      const [, delay, state] = /^xstate\.after\.([^.]+)\.(.+)$/.exec(event) ?? [];
      const type = delay === undefined ? event : `xstate.after(${delay})#${state}`;
      const four = JSON.parse(JSON.stringify(v4Machine(machine)));
      expect(v4Step(four, before, type, guards), `${machine.id} ${event}`).toEqual(after);
    }
  });
});
