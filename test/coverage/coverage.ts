import { CERTIFIED_FLOWS } from './certified-flows.ts';
import { certifiedFlowsPage } from './certified-flows-page.ts';
import { coverageData } from './coverage-data.ts';
import { coveragePage } from './coverage-page.ts';
import { exercised, exercisedFindings } from './exercised.ts';
import { flowFindings, flowState } from './flow-state.ts';
import type { Observation } from './observation.ts';
import { transitionCoverage, unknownTransitions } from './transition-coverage.ts';

export type Coverage = {
  /** What the tests do not show and should, a sentence each. */
  readonly findings: readonly string[];
  /** The generated files of docs/, by their name there. */
  readonly pages: Readonly<Record<string, string>>;
};

/** What the tests that ran and passed say together. */
export function coverage(observed: readonly Observation[]): Coverage {
  const place = ({ file, name }: Observation): string => `${file} ${name}`;
  const tests = observed.toSorted((a, b) => (place(a) < place(b) ? -1 : 1));
  const states = CERTIFIED_FLOWS.map((flow) => flowState(flow, tests));
  const all = exercised(tests);
  return {
    findings: [...flowFindings(states), ...exercisedFindings(all), ...unknownTransitions(tests)],
    pages: {
      'certified-flows.md': certifiedFlowsPage(states),
      'coverage.md': coveragePage(all, transitionCoverage(tests)),
      'coverage.json': coverageData(states, tests),
    },
  };
}

/** Names of pages that are not what they should be. */
export const stalePages = ({ pages }: Coverage, read: (name: string) => string | null): string[] =>
  Object.entries(pages)
    .filter(([name, text]) => read(name) !== text)
    .map(([name]) => name);
