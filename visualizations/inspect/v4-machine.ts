import type { AnyStateMachine } from 'xstate';
import type { GraphEdge } from '../graph-edge.ts';
import { type GraphState, type MachineGraph, machineGraph } from '../machine-graph.ts';

type V4Transition = {
  readonly target?: readonly string[];
  readonly cond?: string;
  readonly actions: readonly string[];
  readonly internal?: boolean;
  readonly description?: string;
};
type Transitions = Record<string, V4Transition[]>;

/** A state as `createMachine` of XState 4 takes it: plain data, guards and actions by their words. */
export type V4State = {
  readonly type?: 'parallel' | 'final' | 'history';
  readonly initial?: string;
  readonly entry: readonly string[];
  readonly exit: readonly string[];
  readonly on: Transitions;
  readonly after: Transitions;
  readonly always?: readonly V4Transition[];
  readonly onDone?: readonly V4Transition[];
  readonly invoke: readonly { readonly id: string; readonly src: string }[];
  readonly tags: readonly string[];
  readonly description?: string;
  readonly meta: Readonly<Record<string, unknown>>;
  readonly states: Readonly<Record<string, V4State>>;
};
export type V4Machine = V4State & { readonly id: string; readonly predictableActionArguments: true };

/** `machine#power.closing` is `#machine.power.closing` to XState 4. */
const v4Target = (stateId: string): string => `#${stateId.replace('#', '.').replace(/\.$/, '')}`;

const v4Transition = (edge: GraphEdge): V4Transition => ({
  ...(edge.targets.length > 0 && { target: edge.targets.map(v4Target), internal: edge.internal }),
  ...(edge.guard !== '' && { cond: edge.guard }),
  actions: edge.actions,
  ...(edge.description !== '' && { description: edge.description }),
});

/** What XState 4 calls the end, the error and the changes of a child. */
const V4_EVENTS: Readonly<Record<string, string>> = {
  done: 'done.invoke',
  error: 'error.platform',
  snapshot: 'xstate.snapshot',
};

/** The event as XState 4 names it; the last part but one of an edge's id is its key. */
function v4Event(edge: GraphEdge): string {
  const key = edge.id.split('/').at(-2) ?? '';
  const [, kind = '', child = ''] = /^@(done|error|snapshot)\.(.*)$/.exec(key) ?? [];
  return kind === '' ? key : `${V4_EVENTS[kind]}.${child}`;
}

function transitionsOf(edges: readonly GraphEdge[]): Pick<V4State, 'on' | 'after' | 'always' | 'onDone'> {
  const [on, after]: [Transitions, Transitions] = [{}, {}];
  const [always, onDone]: [V4Transition[], V4Transition[]] = [[], []];
  const listOf = (edge: GraphEdge): V4Transition[] => {
    if (edge.kind === 'always') return always;
    if (edge.delay !== null) {
      after[edge.delay] ??= [];
      return after[edge.delay]!;
    }
    const event = v4Event(edge);
    if (event === '@done') return onDone;
    on[event] ??= [];
    return on[event]!;
  };
  for (const edge of edges) listOf(edge).push(v4Transition(edge));
  return { on, after, ...(always.length > 0 && { always }), ...(onDone.length > 0 && { onDone }) };
}

function v4State(graph: MachineGraph, state: GraphState): V4State {
  const below = graph.states.filter(({ parent }) => parent === state.id);
  const { type } = state;
  return {
    ...((type === 'parallel' || type === 'final' || type === 'history') && { type }),
    ...(state.initial !== null && { initial: state.initial.split(/[#.]/).at(-1)! }),
    entry: state.entry,
    exit: state.exit,
    ...transitionsOf(graph.edges.filter(({ source }) => source === state.id)),
    invoke: state.invokes,
    tags: state.tags,
    ...(state.description !== '' && { description: state.description }),
    meta: state.meta,
    states: Object.fromEntries(below.map((child) => [child.key, v4State(graph, child)])),
  };
}

/**
 * A machine of XState 5 as configuration of XState 4. It is for looking at: guards, actions and delays are
 * names without implementation.
 */
export function v4Machine(machine: AnyStateMachine): V4Machine {
  const graph = machineGraph(machine);
  return { id: machine.id, predictableActionArguments: true, ...v4State(graph, graph.states[0]!) };
}

const leaf = (description: string, type?: 'final'): V4State => ({
  ...(type && { type }),
  entry: [],
  exit: [],
  on: {},
  after: {},
  invoke: [],
  tags: [],
  description,
  meta: {},
  states: {},
});

/** A plain component as a machine of its life: what it knows is in its context. */
export function v4Component(id: string): V4Machine {
  return {
    id,
    predictableActionArguments: true,
    ...leaf('A component without statechart: see its context.'),
    initial: 'active',
    states: {
      active: leaf('It works.'),
      done: leaf('It has done its work.', 'final'),
      error: leaf('It died of an error.', 'final'),
      stopped: leaf('Its owner stopped it.', 'final'),
    },
  };
}
