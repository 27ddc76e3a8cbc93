import { type AnyStateMachine, and } from 'xstate';
import {
  actionsOf,
  candidatesOf,
  putCandidates,
  rebuilt,
  slotName,
  slotsOf,
  stateName,
  statesWithin,
} from './machine-config.ts';

/**
 * The same machine, which says what it comes by: guards asked (`…[0] asked`), transitions taken
 * (`…[0] taken`), states entered and left (`…/entry`, `…/exit`). A mistake in what a run never comes by
 * cannot change that run.
 */
export function probed<M extends AnyStateMachine>(machine: M, passed: (place: string) => void): M {
  const action = (place: string) => () => passed(place);
  return rebuilt(machine, (root) => {
    for (const [path, state] of statesWithin(root)) {
      const name = stateName(machine.id, path);
      state.entry = [action(`${name}/entry`), ...actionsOf(state.entry)];
      state.exit = [action(`${name}/exit`), ...actionsOf(state.exit)];
      for (const slot of slotsOf(state)) {
        const candidates = candidatesOf(state, slot).map((candidate, index) => {
          const place = `${slotName(machine.id, path, slot)}[${index}]`;
          const actions = [action(`${place} taken`), ...actionsOf(candidate.actions)];
          if (candidate.guard === undefined) return { ...candidate, actions };
          const asked = () => {
            passed(`${place} asked`);
            return true;
          };
          return { ...candidate, actions, guard: and([asked, candidate.guard as never]) };
        });
        putCandidates(state, slot, candidates);
      }
    }
  });
}
