import type { FlowState } from './flow-state.ts';
import type { Observation } from './observation.ts';
import { flowTransitions, transitionCoverage } from './transition-coverage.ts';

const lines = (entries: readonly (readonly [string, unknown])[]): string =>
  `{\n${entries.map(([name, value]) => `${JSON.stringify(name)}:${JSON.stringify(value)}`).join(',\n')}\n}`;

/** docs/coverage.json: what each test showed, a line each; transitions by their place in the list. */
export function coverageData(states: readonly FlowState[], tests: readonly Observation[]): string {
  const transitions = transitionCoverage(tests).flatMap(({ all }) => all);
  const place = new Map(transitions.map((id, index) => [id, index]));
  const flows = states
    .filter(({ proven }) => proven.length > 0)
    .map(({ flow, proven }) => {
      const taken = flowTransitions(proven).map((id) => place.get(id));
      return [flow.id, { tests: proven.map(({ name }) => name), transitions: taken }] as const;
    });
  const shown = tests.map(({ file, name, evidence }) => {
    const { transitions: _all, flowTransitions: _flow, ...lists } = evidence;
    return [`${file} ${name}`, lists] as const;
  });
  return `{"flows":${lines(flows)},\n"tests":${lines(shown)},\n"transitions":[\n${transitions
    .map((id) => JSON.stringify(id))
    .join(',\n')}\n]}\n`;
}
