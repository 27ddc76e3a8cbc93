import type { GraphEdge } from './graph-edge.ts';
import type { GraphState, MachineGraph } from './machine-graph.ts';

const cell = (text: string): string => text.replaceAll('|', '\\|').replaceAll('\n', ' ');
const code = (text: string): string => (text === '' ? '' : `\`${text}\``);
const row = (cells: readonly string[]): string => `| ${cells.map(cell).join(' | ')} |`;
const headed = (cells: readonly string[]): string[] => [row(cells), row(cells.map(() => '---'))];

const nameOf = (state: GraphState): string => state.path.join('.') || '(machine)';

function edgeRow(graph: MachineGraph, state: GraphState, edge: GraphEdge): string {
  const targets = edge.targets.map((id) => graph.states.find((candidate) => candidate.id === id)!);
  const target = targets.map((found) => code(nameOf(found))).join(', ');
  const actions = edge.actions.map(code).join(', ');
  return row([code(nameOf(state)), edge.event, edge.guard, target || '(stays)', actions, state.waitsFor]);
}

const stateRow = (state: GraphState): string =>
  row([
    code(nameOf(state)),
    state.description,
    state.waitsFor,
    [
      ...state.entry.map((action) => `entry ${code(action)}`),
      ...state.exit.map((action) => `exit ${code(action)}`),
    ].join(', '),
    state.clause,
  ]);

/** A machine as a page of Markdown: its picture, its states, and every transition in the order of trying. */
export function transitionTable(graph: MachineGraph, picture: string): string {
  const edges = graph.states.flatMap((state) =>
    graph.edges.filter((edge) => edge.source === state.id).map((edge) => edgeRow(graph, state, edge)),
  );
  return [
    `# ${graph.machine}`,
    '',
    `${graph.description} Drawn from the machine by \`npm run diagrams\`; do not edit.`,
    '',
    `![Statechart of ${graph.machine}](${picture})`,
    '',
    '## States',
    '',
    ...headed(['state', 'meaning', 'waits for', 'actions', 'clause']),
    ...graph.states.slice(1).map(stateRow),
    '',
    '## Transitions',
    '',
    ...headed(['state', 'event', 'guard', 'target', 'actions', 'waits for']),
    ...edges,
    '',
  ].join('\n');
}
