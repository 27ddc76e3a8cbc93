import { readFileSync } from 'node:fs';
import type { AnyStateMachine } from 'xstate';
import { registry } from '../../../machines/registry.ts';
import { machineGraph } from '../../../visualizations/machine-graph.ts';

/** A way to a transition: its last step takes it. */
export type TransitionPath = {
  readonly transition: string;
  /** The composition that it was found in. */
  readonly source: string;
  /** The choices, by their labels. Empty: it is taken as the actors start. */
  readonly labels: readonly string[];
};

/** Ids of every transition of every statechart, `machine#state/event/index`, machine by machine. */
export const transitionsOf = (): ReadonlyMap<string, readonly string[]> =>
  new Map(
    Object.values(registry).map((machine) => {
      const { machine: name, edges } = machineGraph(machine as unknown as AnyStateMachine);
      return [name, edges.map(({ id }) => id)];
    }),
  );

export const PATHS_FILE = new URL('transition-paths.txt', import.meta.url);

/** `transition` TAB `source`, then a line for each step, indented. */
export const pathsText = (paths: readonly TransitionPath[]): string =>
  paths
    .map(({ transition, source, labels }) =>
      [`${transition}\t${source}`, ...labels.map((it) => `  ${it}`), ''].join('\n'),
    )
    .join('\n');

/** @throws Error on a file that `pathsText` did not write. */
export function readPaths(text = readFileSync(PATHS_FILE, 'utf8')): readonly TransitionPath[] {
  return text
    .split('\n\n')
    .filter((it) => it.trim() !== '')
    .map((block) => {
      const [head = '', ...steps] = block.trimEnd().split('\n');
      const [transition, source] = head.split('\t');
      if (!transition || !source) throw new Error(`no path begins with ${JSON.stringify(head)}`);
      return { transition, source, labels: steps.map((it) => it.slice(2)) };
    });
}
