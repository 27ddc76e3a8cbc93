import { CERTIFIED_FLOWS } from './certified-flows.ts';
import type { FlowState } from './flow-state.ts';
import { row } from './markdown-row.ts';
import type { Observation } from './observation.ts';
import { flowTransitions } from './transition-coverage.ts';

const HEAD = `# Certified flows

Written by \`npm run coverage\` from a run of the conformance tests; do not edit. \`npm test\` fails while
it is not what the tests that just ran say.

The test cases for a charge point of the certification, and the state of each. *Proven*: a test named after it
ran and passed, and what it recorded (frames, acts of people, connections) is the flow: its steps in their
order, each decisive field as the flow has it, and no other message of the station between them.
\`test/coverage/match-flow.ts\` compares; the flows, with the argued exceptions of each, are in
\`test/coverage/flows\`. The last column counts the transitions of the statecharts that the flow takes;
[coverage.json](coverage.json) lists them, and [coverage](coverage.md) those that no flow takes.
`;

const fileOf = ([first]: readonly Observation[]): string =>
  first ? `[${first.file.split('/').at(-1)}](../${first.file})` : '';

/** What a parametrised test says after the name of the flow. */
const parameters = ({ flow, proven }: FlowState): string =>
  proven
    .map(({ name }) => name.slice(`${flow.id} ${flow.name}`.length).trim())
    .filter((words) => words !== '')
    .join(' ');

function provenBy(state: FlowState): string {
  const also = state.variations.map(({ name }) => name.slice(state.flow.id.length + 1));
  const tests = [fileOf([...state.proven, ...state.variations]), parameters(state)].filter((it) => it !== '');
  return [tests.join(' '), ...also.map((name) => `also: ${name}`)].filter((it) => it !== '').join('<br>');
}

const why = ({ flow, state }: FlowState): string =>
  state === 'not yet' ? `${flow.reason}; not yet: ${flow.notYet}` : flow.reason;

function section(name: string, states: readonly FlowState[]): string {
  const rows = states.map((it) => {
    const { flow, state, proven } = it;
    const reason = `${why(it)} (${flow.because.join(', ')})`;
    const uncertain = flow.applies === 'uncertain' ? ' (uncertain whether it applies)' : '';
    const count = proven.length > 0 ? String(flowTransitions(proven).length) : '';
    return row([`\`${flow.id}\` ${flow.name}`, `${state}${uncertain}`, provenBy(it), reason, count]);
  });
  const head = ['flow', 'state', 'test', 'why', 'transitions'];
  return [`## ${name}`, '', row(head), row(head.map(() => '---')), ...rows, ''].join('\n');
}

/** docs/certified-flows.md. */
export function certifiedFlowsPage(states: readonly FlowState[]): string {
  const count = (state: FlowState['state']) => states.filter((it) => it.state === state).length;
  const without = count('not applicable') + count('not applicable, shown all the same');
  const shown = count('not applicable, shown all the same');
  const summary =
    `Of ${states.length} flows ${count('proven')} are proven, ${count('not yet')} not yet, ` +
    `${without} do not apply to this station (${shown} of these it does all the same).\n`;
  const names = [...new Set(CERTIFIED_FLOWS.map((flow) => flow.section))];
  const sections = names.map((name) =>
    section(
      name,
      states.filter(({ flow }) => flow.section === name),
    ),
  );
  return [HEAD, summary, ...sections].join('\n');
}
