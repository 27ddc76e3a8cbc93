import { type TransitionPath, transitionsOf } from './transition-paths.ts';
import { UNREACHABLE } from './unreachable-transitions.ts';

export const TRANSITIONS_PAGE = new URL('../../../docs/transitions.md', import.meta.url);

export type Coverage = {
  readonly machine: string;
  readonly total: number;
  readonly covered: number;
  readonly uncovered: readonly string[];
};

export function coverageOf(reached: ReadonlySet<string>): readonly Coverage[] {
  return [...transitionsOf()].map(([machine, ids]) => {
    const uncovered = ids.filter((id) => !reached.has(id));
    return { machine, total: ids.length, covered: ids.length - uncovered.length, uncovered };
  });
}

const sum = (numbers: readonly number[]): number => numbers.reduce((a, b) => a + b, 0);

/** docs/transitions.md: how many transitions have a path, and what stands in the way of the others. */
export function transitionsPage(paths: readonly TransitionPath[]): string {
  const coverage = coverageOf(new Set(paths.map(({ transition }) => transition)));
  const row = (cells: readonly (string | number)[]): string => `| ${cells.join(' | ')} |`;
  const total = sum(coverage.map((it) => it.total));
  const covered = sum(coverage.map((it) => it.covered));
  const lengths = paths.map(({ labels }) => labels.length);
  return [
    '# Every transition',
    '',
    'Written by `npm run transitions`; do not edit. It explores every composition of the checker',
    '([verification.md](verification.md)), keeps a shortest path to each transition in',
    '`test/model/transitions/transition-paths.txt`, and counts. `test/model/transitions/transitions.test.ts`',
    'walks every path on the real actors, the model beside them, and compares after each step states,',
    'contexts, sends, port calls, timers and the transitions that were taken. The ids are',
    '`machine#state/event/index`, as in the pictures of the [diagrams](diagrams).',
    '',
    row(['statechart', 'transitions', 'with a path', 'without']),
    row(['---', '---', '---', '---']),
    ...coverage.map((it) => row([it.machine, it.total, it.covered, it.uncovered.length])),
    row(['all', total, covered, total - covered]),
    '',
    `The paths have ${sum(lengths)} steps in all, the longest ${Math.max(0, ...lengths)}.`,
    '',
    '## Without a path',
    '',
    ...coverage.flatMap(({ uncovered }) => uncovered.map((id) => `- \`${id}\`: ${UNREACHABLE[id] ?? '?'}`)),
    '',
  ].join('\n');
}
