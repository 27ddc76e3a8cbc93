import { type AnyStateMachine, StateMachine } from 'xstate';

/** The part of a state's configuration that mutations change. */
export type StateConfig = {
  entry?: unknown;
  always?: unknown;
  after?: unknown;
  on?: Record<string, unknown>;
  states?: Record<string, StateConfig>;
};

const isPlain = (value: unknown): value is Readonly<Record<string, unknown>> =>
  typeof value === 'object' && value !== null && Object.getPrototypeOf(value) === Object.prototype;

function copyOf(value: unknown): unknown {
  if (Array.isArray(value)) return value.map(copyOf);
  if (!isPlain(value)) return value;
  return Object.fromEntries(Object.entries(value).map(([key, part]) => [key, copyOf(part)]));
}

/**
 * The machine with the configuration of one state changed; its implementations stay.
 * @param path keys of the states from the root to the one that changes.
 */
export function mutated<M extends AnyStateMachine>(
  machine: M,
  path: readonly string[],
  change: (state: StateConfig) => void,
): M {
  const config = copyOf(machine.config) as StateConfig;
  const state = path.reduce<StateConfig | undefined>((at, key) => at?.states?.[key], config);
  if (!state) throw new Error(`the machine ${machine.id} has no state ${path.join('.')}`);
  change(state);
  return new StateMachine(config as M['config'], machine.implementations) as unknown as M;
}
