/** In `notClosing` no permit can be in force: its entry drops it, and PERMIT changes nothing there. */
const NO_PERMIT = 'The permit is 0 already: dropped on entry, and PERMIT is not taken in this state.';

/**
 * Mutants that no check can kill because they behave as the machine does: each with the reason. An entry
 * whose mutant is killed, or does not exist, fails the run.
 */
export const EQUIVALENT: Readonly<Record<string, string>> = {
  'contactor#power.notClosing/on REVOKE[0][0 setPermit] drop action': NO_PERMIT,
  'contactor#power.notClosing/on OPEN_NOW[0][0 setPermit] drop action': NO_PERMIT,
  'contactor#vehicle.present/on PILOT[5] drop transition':
    'What no candidate here takes (E, F) the region takes, and it leads to the same state by the same exits.',
};
