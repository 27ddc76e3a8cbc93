import type { Exercised } from './exercised.ts';
import { row } from './markdown-row.ts';
import type { MachineTransitions } from './transition-coverage.ts';

const HEAD = `# Coverage

Written by \`npm run coverage\` from a run of the conformance tests; do not edit. \`npm test\` fails while
it is not what the tests that just ran say, and while something that is built is exercised by none of them.

The conformance tests run the whole station on simulated hardware against an independent central system. What
is here was seen on their wire: each cell has the number of tests and the file of the first of them; all are
in [coverage.json](coverage.json). Rules, messages and drivers have tests of their own besides.
`;
const ABOUT = {
  actions: `## Actions

\`sent\`: by the station, and answered. \`received\`: from the central system, and answered with a CALLRESULT
or a CALLERROR; \`performed\`: with a CALLRESULT.
`,
  keys: `## Configuration keys

\`shown\`: by GetConfiguration. \`changed\`, \`refused\`: what ChangeConfiguration did. \`other value\`: the
test ran with another value in force than the station profile's.
`,
  codes: `## Error codes

Of CALLERRORs, \`sent\` by the station and \`received\` from the central system.
`,
};

function cell(item: Exercised | undefined): string {
  if (!item) return '';
  const [first] = item.tests;
  if (!first) return item.why ?? 'none';
  return `${item.tests.length}: ${first.file.split('/').at(-1)?.replace('.test.ts', '')}`;
}

function table(name: Exercised['table'], all: readonly Exercised[], columns: readonly string[]): string {
  const items = all.filter((item) => item.table === name);
  const rows = [...new Set(items.map((item) => item.row))].map((title) =>
    row([
      `\`${title}\``,
      ...columns.map((column) => cell(items.find((item) => item.row === title && item.column === column))),
    ]),
  );
  return [ABOUT[name], row(['', ...columns]), row(['', ...columns].map(() => '---')), ...rows, ''].join('\n');
}

function transitions(machines: readonly MachineTransitions[]): string {
  const counts = machines.map(({ machine, all, byFlows, byOthers, byNone }) =>
    row([machine, ...[all, byFlows, byOthers, byNone].map((list) => String(list.length))]),
  );
  const lists = machines.flatMap(({ machine, byOthers, byNone }) => [
    `### ${machine}`,
    '',
    ...(byOthers.length > 0
      ? [`By other tests only: ${byOthers.map((id) => `\`${id}\``).join(', ')}.`, '']
      : []),
    ...(byNone.length > 0 ? [`By none: ${byNone.map((id) => `\`${id}\``).join(', ')}.`, ''] : []),
    ...(byOthers.length + byNone.length === 0 ? ['Certified flows take all.', ''] : []),
  ]);
  const head = ['machine', 'transitions', 'in a certified flow', 'in other tests only', 'in none'];
  return [
    '## Transitions',
    '',
    'Of each statechart: how many the certified flows take, how many only other conformance tests, how many',
    'none of them. The ids are those of [the diagrams](diagrams).',
    '',
    row(head),
    row(head.map(() => '---')),
    ...counts,
    '',
    ...lists,
  ].join('\n');
}

/** docs/coverage.md. */
export const coveragePage = (all: readonly Exercised[], machines: readonly MachineTransitions[]): string =>
  [
    HEAD,
    table('actions', all, ['sent', 'received', 'performed']),
    table('keys', all, ['shown', 'changed', 'refused', 'other value']),
    table('codes', all, ['sent', 'received']),
    transitions(machines),
  ].join('\n');
