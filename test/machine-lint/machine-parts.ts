import type { AnyStateMachine, AnyStateNode } from 'xstate';

/** A function of XState that describes itself: `assign(…)`, `raise(…)`, `and([…])`, `stateIn(…)`. */
type Described = {
  readonly type?: string;
  readonly id?: unknown;
  readonly delay?: unknown;
  readonly event?: unknown;
  readonly src?: unknown;
  readonly assignment?: unknown;
  readonly collect?: unknown;
  readonly guards?: readonly unknown[];
  readonly check?: unknown;
};
export const described = (value: unknown): Described =>
  (typeof value === 'function' ? value : {}) as Described;

/**
 * Name of a reference to an implementation: `'name'` or `{ type: 'name', params }`; null for inline
 * functions.
 */
export function referenceName(reference: unknown): string | null {
  if (typeof reference === 'string') return reference;
  if (typeof reference !== 'object' || reference === null || !('type' in reference)) return null;
  return typeof reference.type === 'string' ? reference.type : null;
}

type Implementations = Readonly<
  Record<'actions' | 'guards' | 'actors' | 'delays', Readonly<Record<string, unknown>>>
>;
export const implementationsOf = (machine: AnyStateMachine): Implementations =>
  machine.implementations as Implementations;

/** An edge of a statechart as XState resolved it. */
export type Edge = {
  readonly eventType: string;
  readonly guard?: unknown;
  readonly actions: readonly unknown[];
  readonly target?: readonly AnyStateNode[] | undefined;
};

/** Transitions of one state, `always` included. */
export const edgesOf = (node: AnyStateNode): Edge[] => [
  ...[...node.transitions.values()].flat(),
  ...(node.always ?? []),
];

export const childrenOf = (node: AnyStateNode): AnyStateNode[] => Object.values(node.states);

/** All states of a machine, the root first. */
export const statesOf = (node: AnyStateNode): AnyStateNode[] => [node, ...childrenOf(node).flatMap(statesOf)];

/** Path of a state in words: `power.closing`, and `(root)` for the machine itself. */
export const stateName = (node: AnyStateNode): string => node.path.join('.') || '(root)';

/** `after` raises an event of its own; everything else delayed is written in the machine. */
export const isAfterEvent = (event: unknown): boolean =>
  typeof event === 'object' &&
  event !== null &&
  'type' in event &&
  String(event.type).startsWith('xstate.after.');
