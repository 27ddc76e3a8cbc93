import type { ActorState, ArmedTimer } from '../live/frames.ts';
import type { MachineGraph } from '../machine-graph.ts';
import { activeStates } from './state-value.ts';

/** What an actor waits for, in words, and the timer that ends the waiting, if one does. */
export type Waiting = {
  readonly actor: string;
  readonly state: string;
  readonly text: string;
  readonly deadline_ms: number | null;
};

/** Innermost first, each thing once: what a person can do something about stands at the front. */
export function waitsOf(
  actor: string,
  state: ActorState,
  graph: MachineGraph | undefined,
  timers: readonly ArmedTimer[],
): Waiting[] {
  if (!graph || state.machine === null || state.status !== 'active') return [];
  const active = activeStates(state.machine, state.value).reverse();
  const told = new Set(['']);
  return active.flatMap((id) => {
    const waitsFor = graph.states.find((candidate) => candidate.id === id)?.waitsFor ?? '';
    if (told.has(waitsFor)) return [];
    told.add(waitsFor);
    const timer = timers
      .filter((it) => it.actor === actor && it.state !== null && isWithin(id, it.state))
      .filter((it) => endsState(graph, it))
      .toSorted((one, other) => one.deadline_ms - other.deadline_ms)[0];
    return [{ actor, state: id, text: waitsFor, deadline_ms: timer?.deadline_ms ?? null }];
  });
}

/** The timer of an outer state ends the waiting in an inner one too. */
const isWithin = (inner: string, outer: string): boolean =>
  inner === outer || inner.startsWith(outer.endsWith('#') ? outer : `${outer}.`);

/** A timer that only acts (a fault no longer shown) ends no waiting. */
const endsState = ({ edges }: MachineGraph, { state, name }: ArmedTimer): boolean =>
  edges.some((edge) => edge.source === state && edge.delay === name && edge.targets.length > 0);
