import { registry } from '../../machines/registry.ts';
import { machineGraph } from '../../visualizations/machine-graph.ts';
import type { Observation } from './observation.ts';

/** The transitions of a statechart, by who takes them. */
export type MachineTransitions = {
  readonly machine: string;
  readonly all: readonly string[];
  readonly byFlows: readonly string[];
  /** Only by other tests of the whole station. */
  readonly byOthers: readonly string[];
  readonly byNone: readonly string[];
};

/** Ids of the transitions of a flow: those of all tests that prove it. */
export const flowTransitions = (tests: readonly Observation[]): string[] =>
  [...new Set(tests.flatMap(({ evidence }) => evidence.flowTransitions))].sort();

export function transitionCoverage(tests: readonly Observation[]): MachineTransitions[] {
  const byFlow = new Set(tests.flatMap(({ evidence }) => evidence.flowTransitions));
  const byTest = new Set(tests.flatMap(({ evidence }) => evidence.transitions));
  return Object.values(registry).map((machine) => {
    const all = machineGraph(machine).edges.map(({ id }) => id);
    return {
      machine: machine.id,
      all,
      byFlows: all.filter((id) => byFlow.has(id)),
      byOthers: all.filter((id) => !byFlow.has(id) && byTest.has(id)),
      byNone: all.filter((id) => !byTest.has(id)),
    };
  });
}

/** Ids that were recorded and that no chart has: the recording or the ids are wrong. */
export function unknownTransitions(tests: readonly Observation[]): string[] {
  const known = new Set(transitionCoverage(tests).flatMap(({ all }) => all));
  const seen = new Set(tests.flatMap(({ evidence }) => evidence.transitions));
  return [...seen].filter((id) => !known.has(id)).map((id) => `${id} was taken, and no machine has it`);
}
