import { describe, expect, it } from 'vitest';
import { type Question, unendingRun } from './fair-cycles.ts';
import { components } from './strong-components.ts';

type Step = { readonly to: number; readonly marks?: number; readonly timers?: number };
/** A graph by hand: the steps of each state, and its marks. */
function graphOf(states: readonly { readonly marks: number; readonly steps: readonly Step[] }[]) {
  const edges = states.flatMap(({ steps }) => steps);
  const firsts = states.map((_, index) =>
    states.slice(0, index).reduce((sum, { steps }) => sum + steps.length, 0),
  );
  return {
    states: states.length,
    marksOf: (state: number) => states[state]!.marks,
    edgesOf: (state: number) => [firsts[state]!, firsts[state]! + states[state]!.steps.length] as const,
    target: (edge: number) => edges[edge]!.to,
    edgeMarks: (edge: number) => edges[edge]!.marks ?? 0,
    timersLeftAlone: (edge: number) => edges[edge]!.timers ?? 0,
  };
}
const WAITS = 1;
const MAY = 2;
const HOSTILE = 4;
const DONE = 8;
const question: Question = {
  ends: HOSTILE,
  fairness: [{ words: 'what may happen again and again happens', enabled: MAY, taken: DONE }],
  within: (marks) => (marks & WAITS) !== 0,
};
const good = { marks: 0, steps: [{ to: 1 }] };

describe('runs that never end', () => {
  it('a state where nothing happens any more', () => {
    const graph = graphOf([
      { marks: 0, steps: [{ to: 1 }] },
      { marks: WAITS, steps: [{ to: 0, marks: HOSTILE }] },
    ]);
    expect(unendingRun(graph, question)).toEqual({ state: 1, cycle: [] });
  });

  it('a cycle between waiting states, with its steps', () => {
    const graph = graphOf([
      { marks: WAITS, steps: [{ to: 1 }] },
      { marks: WAITS, steps: [{ to: 0 }] },
    ]);
    const lasso = unendingRun(graph, question);
    expect(lasso?.cycle.map(([state]) => state).toSorted()).toEqual([0, 1]);
  });

  it('but not one through a state that does not wait', () => {
    const graph = graphOf([
      { marks: WAITS, steps: [{ to: 1 }] },
      { ...good, steps: [{ to: 0 }] },
    ]);
    expect(unendingRun(graph, question)).toBeNull();
  });

  it('nor one of hostile steps alone, where another way leads out', () => {
    const graph = graphOf([{ marks: WAITS, steps: [{ to: 0, marks: HOSTILE }, { to: 1 }] }, good]);
    expect(unendingRun(graph, question)).toBeNull();
  });

  it('nor one in which a timer stays armed and nobody touches it', () => {
    const graph = graphOf([{ marks: WAITS, steps: [{ to: 0, timers: 1 }, { to: 1 }] }, good]);
    expect(unendingRun(graph, question)).toBeNull();
  });

  it('nor one that could do the good thing again and again and never does', () => {
    const graph = graphOf([{ marks: WAITS | MAY, steps: [{ to: 0 }, { to: 1, marks: DONE }] }, good]);
    expect(unendingRun(graph, question)).toBeNull();
  });

  it('but one that stays away from where the good thing could happen', () => {
    const graph = graphOf([
      { marks: WAITS | MAY, steps: [{ to: 1 }, { to: 2, marks: DONE }] },
      { marks: WAITS, steps: [{ to: 0 }, { to: 1 }] },
      good,
    ]);
    expect(unendingRun(graph, question)?.cycle).toEqual([[1, 3]]);
  });

  it('the strong components of a graph, each state in one', () => {
    const targets: readonly (readonly number[])[] = [[1], [2], [0, 3], [4], [3], []];
    const parts = [...components(new Set([0, 1, 2, 3, 4, 5]), (node) => targets[node]!)];
    expect(parts.map((part) => part.toSorted()).toSorted()).toEqual([[0, 1, 2], [3, 4], [5]]);
  });
});
