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

/** Innermost first: what a person can do something about stands at the front. */
export function waitsOf(
  actor: string,
  state: ActorState,
  graph: MachineGraph | undefined,
  timers: readonly ArmedTimer[],
): Waiting[] {
  if (!graph || state.machine === null || state.status !== 'active') return [];
  const active = activeStates(state.machine, state.value).reverse();
  return active.flatMap((id) => {
    const waitsFor = graph.states.find((candidate) => candidate.id === id)?.waitsFor ?? '';
    if (waitsFor === '') return [];
    const timer = timers.find((it) => it.actor === actor && it.state !== null && isWithin(id, it.state));
    return [{ actor, state: id, text: waitsFor, deadline_ms: timer?.deadline_ms ?? null }];
  });
}

/** The timer of an outer state ends the waiting in an inner one too. */
const isWithin = (inner: string, outer: string): boolean =>
  inner === outer || inner.startsWith(outer.endsWith('#') ? outer : `${outer}.`);
