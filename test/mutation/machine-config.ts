import { type AnyStateMachine, StateMachine } from 'xstate';

/** One of the transitions that an event may take: the first whose guard holds is taken. */
export type Candidate = {
  guard?: unknown;
  target?: unknown;
  actions?: unknown;
  [key: string]: unknown;
};
/** A state as its machine was written. */
export type StateConfig = {
  type?: string;
  entry?: unknown;
  exit?: unknown;
  always?: unknown;
  on?: Record<string, unknown>;
  after?: Record<string, unknown>;
  states?: Record<string, StateConfig>;
};
/** Where transitions stand in a state: under an event, under a delay, or `always`. */
export type Slot =
  | { readonly kind: 'on' | 'after'; readonly key: string }
  | { readonly kind: 'always'; readonly key: '' };

const isPlain = (value: unknown): value is Readonly<Record<string, unknown>> =>
  typeof value === 'object' && value !== null && Object.getPrototypeOf(value) === Object.prototype;

/** Lists and plain objects anew; functions, and what `and`, `not` and `assign` made, as they are. */
export function copyOf<T>(value: T): T {
  if (Array.isArray(value)) return value.map(copyOf) as T;
  if (!isPlain(value)) return value;
  return Object.fromEntries(Object.entries(value).map(([key, part]) => [key, copyOf(part)])) as T;
}

/** The machine with its configuration changed in a copy; its implementations stay, but for more delays. */
export function rebuilt<M extends AnyStateMachine>(
  machine: M,
  change: (root: StateConfig) => void,
  delays: Readonly<Record<string, unknown>> = {},
): M {
  const config = copyOf(machine.config) as StateConfig;
  change(config);
  const { implementations } = machine;
  return new StateMachine(config as M['config'], {
    ...implementations,
    delays: { ...implementations.delays, ...delays } as typeof implementations.delays,
  }) as unknown as M;
}

export function stateAt(root: StateConfig, path: readonly string[]): StateConfig {
  const state = path.reduce<StateConfig | undefined>((at, key) => at?.states?.[key], root);
  if (!state) throw new Error(`there is no state ${path.join('.')}`);
  return state;
}

/** All states with their paths, the root first. */
export function statesWithin(root: StateConfig, path: readonly string[] = []): [string[], StateConfig][] {
  const within = Object.entries(root.states ?? {});
  return [[[...path], root], ...within.flatMap(([key, child]) => statesWithin(child, [...path, key]))];
}

export function slotsOf(state: StateConfig): readonly Slot[] {
  const keyed = (kind: 'on' | 'after') => Object.keys(state[kind] ?? {}).map((key) => ({ kind, key }));
  const always: Slot[] = state.always === undefined ? [] : [{ kind: 'always', key: '' }];
  return [...keyed('on'), ...keyed('after'), ...always];
}

const listOf = (value: unknown): unknown[] =>
  value === undefined ? [] : Array.isArray(value) ? [...value] : [value];

/** Names, objects and functions in a list, however they were written. */
export const actionsOf = (actions: unknown): unknown[] => listOf(actions);

/** The candidates of a slot, each as an object. */
export function candidatesOf(state: StateConfig, { kind, key }: Slot): Candidate[] {
  const written = kind === 'always' ? state.always : state[kind]?.[key];
  return listOf(written).map((it) => (typeof it === 'string' ? { target: it } : (it as Candidate)));
}

export function putCandidates(state: StateConfig, { kind, key }: Slot, candidates: Candidate[]): void {
  if (kind === 'always') state.always = candidates;
  else state[kind] = { ...state[kind], [key]: candidates };
}

/** `machine#state/on EVENT`: stable as long as the state and the event have their names. */
export const slotName = (machine: string, path: readonly string[], { kind, key }: Slot): string =>
  `${stateName(machine, path)}/${kind === 'always' ? 'always' : `${kind} ${key}`}`;
export const stateName = (machine: string, path: readonly string[]): string => `${machine}#${path.join('.')}`;
