import type { AnyStateMachine, AnyStateNode } from 'xstate';
import { actionWords, spawnedBy } from './action-words.ts';
import { type GraphEdge, graphEdges } from './graph-edge.ts';

/** A state of a statechart as plain data. */
export type GraphState = {
  /** `machine#power.closing`; the machine itself is `machine#`. */
  readonly id: string;
  readonly key: string;
  readonly path: readonly string[];
  readonly type: AnyStateNode['type'];
  readonly parent: string | null;
  /** The state entered first, of a compound state. */
  readonly initial: string | null;
  /** Names, with what built-in actions do in words; what XState adds for `after` is left out. */
  readonly entry: readonly string[];
  readonly exit: readonly string[];
  readonly description: string;
  readonly waitsFor: string;
  /** Where the norm asks for it; empty where it does not. */
  readonly clause: string;
  readonly meta: Readonly<Record<string, unknown>>;
  readonly tags: readonly string[];
  /** Names of the delays that leave this state. */
  readonly delays: readonly string[];
  /** Machines and ports that run while the state is active. */
  readonly invokes: readonly { readonly id: string; readonly src: string }[];
};

/** A child that an action starts. */
export type GraphChild = { readonly src: string; readonly startedIn: string };

/** A statechart as plain, serialisable data; states in document order, the machine itself first. */
export type MachineGraph = {
  readonly machine: string;
  readonly description: string;
  readonly states: readonly GraphState[];
  readonly edges: readonly GraphEdge[];
  readonly spawns: readonly GraphChild[];
  /** Names of the actors it may start, as its setup declares them. */
  readonly actors: readonly string[];
};

/** `machine#state.path`, stable under re-creation and provide(). */
export const stateId = (node: AnyStateNode): string => `${node.machine.id}#${node.path.join('.')}`;

/**
 * The graph of any XState 5 machine.
 * @throws Error if a target does not resolve (the machine lint says where).
 */
export function machineGraph(machine: AnyStateMachine): MachineGraph {
  const nodes = nodesOf(machine.root);
  return {
    machine: machine.id,
    description: machine.root.description ?? '',
    states: nodes.map(graphState),
    edges: nodes.flatMap((node) => graphEdges(node, stateId)),
    spawns: nodes.flatMap(spawnsOf),
    actors: Object.keys(machine.implementations.actors),
  };
}

const nodesOf = (node: AnyStateNode): AnyStateNode[] => [
  node,
  ...Object.values(node.states).flatMap(nodesOf),
];

function graphState(node: AnyStateNode): GraphState {
  const meta: Readonly<Record<string, unknown>> = node.meta ?? {};
  const [initial] = node.type === 'compound' ? node.initial.target : [];
  return {
    id: stateId(node),
    key: node.key,
    path: node.path,
    type: node.type,
    parent: node.parent ? stateId(node.parent) : null,
    initial: initial ? stateId(initial) : null,
    entry: node.entry.flatMap(actionWords),
    exit: node.exit.flatMap(actionWords),
    description: node.description ?? '',
    waitsFor: textOf(meta.waitsFor),
    clause: textOf(meta.clause),
    meta,
    tags: node.tags,
    delays: Object.keys(node.config.after ?? {}),
    invokes: node.invoke.map(({ id, src }) => ({ id, src: String(src) })),
  };
}

const textOf = (value: unknown): string => (typeof value === 'string' ? value : '');

function spawnsOf(node: AnyStateNode): GraphChild[] {
  const implementations: Readonly<Record<string, unknown>> = node.machine.implementations.actions;
  const transitions = [...node.transitions.values(), node.always ?? []].flat();
  const actions = [...node.entry, ...node.exit, ...transitions.flatMap((transition) => transition.actions)];
  return actions
    .flatMap((action) => spawnedBy(action, implementations))
    .map((src) => ({ src, startedIn: stateId(node) }));
}
