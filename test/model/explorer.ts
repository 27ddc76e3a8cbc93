import type { Model } from './model.ts';
import type { Violation } from './properties.ts';
import type { StateGraph } from './state-graph.ts';
import type { Effect, StepRecord } from './system.ts';

/** One step of a counterexample. */
export type TraceStep = { readonly label: string; readonly effects: readonly Effect[] };
/** The way to a state: the number of the choice at each. */
export type Way = readonly number[];
export type Exploration = {
  readonly name: string;
  readonly scope: readonly string[];
  readonly states: number;
  readonly edges: number;
  /** The longest of the shortest ways to a state. */
  readonly depth: number;
  /** Every reachable state was visited. */
  readonly complete: boolean;
  readonly violation: (Violation & { readonly trace: readonly TraceStep[]; readonly way: Way }) | null;
  /** The shortest way to the state of a number. */
  wayTo(state: number): Way;
  readonly cpu_s: number;
  readonly memory_MB: number;
};
export type ExplorerOptions<Node> = {
  /** Stops, incomplete, at so many states. */
  readonly most: number;
  /** Gets every state and edge. */
  readonly graph?: StateGraph<Node>;
  /** Told of every step that is tried; `path` makes the numbers of the choices that lead to its end. */
  readonly onStep?: (record: StepRecord, path: () => readonly number[]) => void;
};

const cpu_s = (): number => {
  const { user, system } = process.cpuUsage();
  return (user + system) / 1e6;
};

/**
 * Visits every reachable state of a model, breadth first, so that the first violation comes with a shortest
 * trace. Of a visited state only its key, its parent and the number of its choice are kept; a trace is made
 * by replaying.
 */
export function explore<Node>(model: Model<Node>, options: ExplorerOptions<Node>): Exploration {
  const { most } = options;
  const begin_s = cpu_s();
  const search = new Search(model, options);
  const { violation, complete } = search.run(most);
  return {
    name: model.name,
    scope: model.scope,
    states: search.parents.length,
    edges: search.edges,
    depth: search.depth,
    complete,
    violation,
    wayTo: (state) => search.wayTo(state),
    cpu_s: cpu_s() - begin_s,
    memory_MB: Math.round(process.memoryUsage().rss / 1e6),
  };
}

class Search<Node> {
  readonly parents: number[] = [];
  edges = 0;
  depth = 0;
  readonly #choices: number[] = [];
  readonly #seen = new Map<string, number>();
  readonly #model: Model<Node>;
  readonly #graph: StateGraph<Node> | undefined;
  readonly #onStep: ExplorerOptions<Node>['onStep'];

  constructor(model: Model<Node>, { graph, onStep }: ExplorerOptions<Node>) {
    this.#model = model;
    this.#graph = graph;
    this.#onStep = onStep;
  }

  run(most: number): Pick<Exploration, 'violation' | 'complete'> {
    const { node: first, record } = this.#model.initial();
    this.#onStep?.(record, () => []);
    this.#visit(first, -1, -1);
    let level: [index: number, node: Node][] = [[0, first]];
    while (level.length > 0) {
      const next: [number, Node][] = [];
      for (const [index, node] of level) {
        const violation = this.#expand(index, node, next);
        if (violation) return { violation, complete: false };
        if (this.parents.length >= most) return { violation: null, complete: false };
      }
      if (next.length > 0) this.depth += 1;
      level = next;
    }
    return { violation: null, complete: true };
  }

  #expand(index: number, node: Node, next: [number, Node][]): Exploration['violation'] {
    const choices = this.#model.choices(node);
    this.#graph?.expand();
    for (const [number, choice] of choices.entries()) {
      this.edges += 1;
      const { node: after, record } = this.#model.take(node, choice);
      this.#onStep?.(record, () => [...this.wayTo(index), number]);
      const violation = this.#model.check(node, record, after);
      if (violation) {
        const way = [...this.wayTo(index), number];
        return { ...violation, way, trace: traceOf(this.#model, way) };
      }
      const known = this.parents.length;
      const target = this.#visit(after, index, number);
      this.#graph?.addEdge(node, choice, after, target);
      if (target === known) next.push([target, after]);
    }
    return null;
  }

  wayTo(state: number): Way {
    const numbers: number[] = [];
    for (let at = state; at > 0; at = this.parents[at]!) numbers.unshift(this.#choices[at]!);
    return numbers;
  }

  /** @returns the number of the state. */
  #visit(node: Node, parent: number, choice: number): number {
    const key = this.#model.key(node);
    const seen = this.#seen.get(key);
    if (seen !== undefined) return seen;
    this.#seen.set(key, this.parents.length);
    this.#graph?.addState(node);
    this.parents.push(parent);
    this.#choices.push(choice);
    return this.parents.length - 1;
  }
}

/** A way, with what the station does on it. */
export function traceOf<Node>(model: Model<Node>, way: Way): readonly TraceStep[] {
  let { node } = model.initial();
  return way.map((number) => {
    const choice = model.choices(node)[number]!;
    const taken = model.take(node, choice);
    node = taken.node;
    return { label: choice.label, effects: taken.record.effects };
  });
}

const effectWords = ({ actor, port, params }: Effect): string => `${actor} ${port} ${JSON.stringify(params)}`;

/** The figures of an exploration, and the trace of its violation, as text. */
export function report(found: Exploration): string {
  const { states, edges, depth, complete, violation } = found;
  const figures = [
    `${states} states, ${edges} edges, depth ${depth}`,
    `${found.cpu_s.toFixed(1)} s of processor time, ${found.memory_MB} MB`,
    complete ? 'complete' : 'NOT complete',
  ];
  const lines = [`model ${found.name}: ${figures.join('; ')}`, ...found.scope.map((line) => `  ${line}`)];
  if (!violation) return lines.join('\n');
  lines.push(`  ${violation.property} violated after ${violation.trace.length} steps: ${violation.words}`);
  for (const [index, { label, effects }] of violation.trace.entries()) {
    lines.push(`  ${String(index + 1).padStart(4)}. ${label}`);
    lines.push(...effects.map((effect) => `          -> ${effectWords(effect)}`));
  }
  return lines.join('\n');
}
