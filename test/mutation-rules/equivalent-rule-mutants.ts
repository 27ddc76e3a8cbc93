/**
 * Mutants of rules that no test can kill because they do what the rule does: the file, the mutant as the page
 * names it, and the reason. An entry whose mutant is killed, or does not exist, fails the run of its file.
 */
export const EQUIVALENT: Readonly<Record<string, Readonly<Record<string, string>>>> = {};
