/**
 * Mutants that no check can kill because they behave as the machine does: each with the reason. An entry
 * whose mutant is killed, or does not exist, fails the run.
 */
export const EQUIVALENT: Readonly<Record<string, string>> = {};
