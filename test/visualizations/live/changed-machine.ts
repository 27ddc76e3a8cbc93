import { setup } from 'xstate';

/** A machine under the name of another, with one state and one arrow that no picture has. */
export const machineWith = (id: string, state: string) =>
  setup({}).createMachine({
    id,
    description: 'Changed after it was drawn.',
    on: { ADD: `.${state}` },
    states: { [state]: {} },
    initial: state,
  });
