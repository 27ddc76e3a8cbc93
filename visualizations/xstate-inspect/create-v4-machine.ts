import { type AnyStateMachine, createMachine, type StateValue } from 'xstate';

/** The machine that XState 4 makes of a configuration, as its visualizer does. */
export const createV4Machine = (config: Parameters<typeof createMachine>[0]): AnyStateMachine =>
  createMachine(config);

/** The state that XState 4 goes to with an event, when each guard named in `holds` holds and no other. */
export function v4Step(
  config: Parameters<typeof createMachine>[0],
  before: unknown,
  type: string,
  holds: readonly string[],
): StateValue {
  const guards = new Proxy({}, { get: (_, name) => () => holds.includes(String(name)) });
  const delays = new Proxy({}, { get: () => 1 });
  // Its options would be copied by `withConfig`, and a proxy has nothing to copy.
  const machine: AnyStateMachine = createMachine(config, { guards, delays } as object as never);
  return machine.transition(before as StateValue, { type }).value;
}
