import type { AnyStateMachine } from 'xstate';
import { rebuilt, type StateConfig, stateAt } from '../mutation/machine-config.ts';

/**
 * The machine with the configuration of one state changed; its implementations stay.
 * @param path keys of the states from the root to the one that changes.
 */
export const mutated = <M extends AnyStateMachine>(
  machine: M,
  path: readonly string[],
  change: (state: StateConfig) => void,
): M => rebuilt(machine, (root) => change(stateAt(root, path)));
