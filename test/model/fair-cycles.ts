import type { StateGraph } from './state-graph.ts';
import { components } from './strong-components.ts';

/**
 * `enabled`: the bit of the states in which something good can happen; `taken`: that of the steps in which it
 * does. A fair world does it again and again, if it can again and again (strong fairness).
 */
export type Fairness = { readonly words: string; readonly enabled: number; readonly taken: number };
export type Question = {
  /** Bits of steps that the world does not do for ever: from some time on there are none. */
  readonly ends: number;
  readonly fairness: readonly Fairness[];
  /** States the property waits in: a fair run must not stay among them for ever. */
  within(marks: number): boolean;
};
type Graph = Pick<
  StateGraph<unknown>,
  'states' | 'marksOf' | 'edgesOf' | 'target' | 'edgeMarks' | 'timersLeftAlone'
>;
/** States that a fair run never leaves: `cycle` empty: nothing happens any more at all. */
export type Lasso = {
  readonly state: number;
  readonly cycle: readonly (readonly [state: number, edge: number])[];
};

/**
 * A fair run that waits for ever, or null. Fair: besides what the question says, each timer that stays armed
 * fires at last. Looks at the strongly connected parts of the waiting states, and takes out of each what a
 * fair run cannot do again and again, until nothing or a fair part is left.
 */
export function unendingRun(graph: Graph, question: Question): Lasso | null {
  const waits = new Set<number>();
  for (let state = 0; state < graph.states; state += 1)
    if (question.within(graph.marksOf(state))) waits.add(state);
  return stuck(graph, question, waits) ?? fairPart(graph, question, waits);
}

function* steps(graph: Graph, { ends }: Question, state: number): Generator<number> {
  const [from, to] = graph.edgesOf(state);
  for (let edge = from; edge < to; edge += 1) if ((graph.edgeMarks(edge) & ends) === 0) yield edge;
}

function stuck(graph: Graph, question: Question, waits: ReadonlySet<number>): Lasso | null {
  for (const state of waits) if (steps(graph, question, state).next().done) return { state, cycle: [] };
  return null;
}

function fairPart(graph: Graph, question: Question, among: ReadonlySet<number>): Lasso | null {
  const inside = (state: number): readonly (readonly [number, number])[] =>
    [...steps(graph, question, state)].map((edge) => [edge, graph.target(edge)] as const);
  for (const part of components(among, (state) => inside(state).map(([, target]) => target))) {
    const own = new Set(part);
    const edges = part.flatMap((state) =>
      inside(state).flatMap(([edge, target]) => (own.has(target) ? [[state, edge] as const] : [])),
    );
    if (edges.length === 0) continue;
    // A timer that every step leaves alone would have fired.
    if (edges.reduce((all, [, edge]) => all & graph.timersLeftAlone(edge), -1) !== 0) continue;
    const taken = edges.reduce((all, [, edge]) => all | graph.edgeMarks(edge), 0);
    const unfair = question.fairness.filter((it) => (taken & it.taken) === 0);
    const enabled = unfair.reduce((all, it) => all | it.enabled, 0);
    const rest = part.filter((state) => (graph.marksOf(state) & enabled) === 0);
    if (rest.length === part.length) return { state: part[0]!, cycle: tour(graph, question, own, edges) };
    const found = fairPart(graph, question, new Set(rest));
    if (found) return found;
  }
  return null;
}

/** A way round that takes each kind of good step of the part, and touches each of its timers. */
function tour(
  graph: Graph,
  { fairness }: Question,
  own: ReadonlySet<number>,
  edges: readonly (readonly [number, number])[],
): Lasso['cycle'] {
  const [start] = own as unknown as Iterable<number>;
  const wanted = new Map<number, readonly [number, number]>();
  const want = (test: (edge: number) => boolean): void => {
    if ([...wanted.keys()].some(test)) return;
    const found = edges.find(([, edge]) => test(edge));
    if (found) wanted.set(found[1], found);
  };
  for (const { taken } of fairness) want((edge) => (graph.edgeMarks(edge) & taken) !== 0);
  for (let bit = 0; bit < 31; bit += 1) want((edge) => (graph.timersLeftAlone(edge) & (1 << bit)) === 0);
  const way: (readonly [number, number])[] = [];
  let at = start!;
  for (const [state, edge] of wanted.values()) {
    way.push(...shortest(graph, edges, at, state), [state, edge]);
    at = graph.target(edge);
  }
  return [...way, ...shortest(graph, edges, at, start!)];
}

function shortest(
  graph: Graph,
  edges: readonly (readonly [number, number])[],
  from: number,
  to: number,
): readonly (readonly [number, number])[] {
  const leaving = Map.groupBy(edges, ([state]) => state);
  const came = new Map<number, readonly [number, number] | null>([[from, null]]);
  for (const state of came.keys()) {
    if (state === to) break;
    for (const step of leaving.get(state) ?? []) {
      const target = graph.target(step[1]);
      if (!came.has(target)) came.set(target, step);
    }
  }
  const way: (readonly [number, number])[] = [];
  for (let step = came.get(to); step; step = came.get(step[0])) way.unshift(step);
  return way;
}
