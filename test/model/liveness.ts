import type { Exploration, Way } from './explorer.ts';
import { type Lasso, type Question, unendingRun } from './fair-cycles.ts';
import type { Model } from './model.ts';
import type { StateGraph } from './state-graph.ts';

export type LivenessProperty = Question & {
  readonly property: string;
  /** What must come at last. */
  readonly words: string;
};
export type Unending = {
  readonly property: string;
  readonly words: string;
  /** The shortest way to where it waits, and what then happens for ever: nothing, if that is empty. */
  readonly way: Way;
  readonly stem: readonly string[];
  readonly cycle: readonly string[];
};

const choiceOf = (graph: StateGraph<never>, [state, edge]: Lasso['cycle'][number]): number =>
  edge - graph.edgesOf(state)[0];

/** The first run that a fair world allows and in which the good thing never comes. */
export function unending<Node>(
  model: Model<Node>,
  graph: StateGraph<Node>,
  found: Pick<Exploration, 'wayTo'>,
  property: LivenessProperty,
): Unending | null {
  const lasso = unendingRun(graph, property);
  if (!lasso) return null;
  let { node } = model.initial();
  const walk = (number: number): string => {
    const choice = model.choices(node)[number]!;
    node = model.take(node, choice).node;
    return choice.label;
  };
  const way = found.wayTo(lasso.state);
  const stem = way.map(walk);
  const cycle = lasso.cycle.map((step) => walk(choiceOf(graph, step)));
  return { property: property.property, words: property.words, way, stem, cycle };
}

/** A run without end as text. */
export function lassoText({ property, words, stem, cycle }: Unending): string {
  const numbered = (labels: readonly string[], from: number): readonly string[] =>
    labels.map((label, index) => `  ${String(from + index).padStart(4)}. ${label}`);
  return [
    `  ${property} violated: ${words} never comes`,
    ...numbered(stem, 1),
    cycle.length === 0 ? '  and then nothing happens any more' : '  and then for ever:',
    ...numbered(cycle, stem.length + 1),
  ].join('\n');
}
