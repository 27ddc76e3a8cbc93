import type { Choice, Model } from './model.ts';
import type { Violation } from './properties.ts';
import type { Effect, StepRecord } from './system.ts';

/** One step of a counterexample. */
export type TraceStep = { readonly label: string; readonly effects: readonly Effect[] };
export type Exploration = {
  readonly name: string;
  readonly scope: readonly string[];
  readonly states: number;
  readonly edges: number;
  /** The longest of the shortest ways to a state. */
  readonly depth: number;
  /** Every reachable state was visited. */
  readonly complete: boolean;
  readonly violation: (Violation & { readonly trace: readonly TraceStep[] }) | null;
  readonly cpu_s: number;
  readonly memory_MB: number;
};
export type ExplorerOptions = {
  /** Stops, incomplete, at so many states. */
  readonly most: number;
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
export function explore<Node>(model: Model<Node>, { most, onStep }: ExplorerOptions): Exploration {
  const begin_s = cpu_s();
  const search = new Search(model, onStep);
  const { violation, complete } = search.run(most);
  return {
    name: model.name,
    scope: model.scope,
    states: search.parents.length,
    edges: search.edges,
    depth: search.depth,
    complete,
    violation,
    cpu_s: cpu_s() - begin_s,
    memory_MB: Math.round(process.memoryUsage().rss / 1e6),
  };
}

class Search<Node> {
  readonly parents: number[] = [];
  edges = 0;
  depth = 0;
  readonly #choices: number[] = [];
  readonly #seen = new Set<string>();
  readonly #model: Model<Node>;
  readonly #onStep: ExplorerOptions['onStep'];

  constructor(model: Model<Node>, onStep: ExplorerOptions['onStep']) {
    this.#model = model;
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
    for (const [number, choice] of choices.entries()) {
      this.edges += 1;
      const { node: after, record } = this.#model.take(node, choice);
      this.#onStep?.(record, () => [...this.#path(index), number]);
      const violation = this.#model.check(node, record, after);
      if (violation) return { ...violation, trace: this.#trace(index, choice) };
      if (this.#visit(after, index, number)) next.push([this.parents.length - 1, after]);
    }
    return null;
  }

  #visit(node: Node, parent: number, choice: number): boolean {
    const key = this.#model.key(node);
    if (this.#seen.has(key)) return false;
    this.#seen.add(key);
    this.parents.push(parent);
    this.#choices.push(choice);
    return true;
  }

  /** The numbers of the choices that lead to a state. */
  #path(index: number): readonly number[] {
    const numbers: number[] = [];
    for (let at = index; at > 0; at = this.parents[at]!) numbers.unshift(this.#choices[at]!);
    return numbers;
  }

  #trace(index: number, last: Choice): readonly TraceStep[] {
    let { node } = this.#model.initial();
    const steps: TraceStep[] = [];
    const take = (choice: Choice): void => {
      const taken = this.#model.take(node, choice);
      node = taken.node;
      steps.push({ label: choice.label, effects: taken.record.effects });
    };
    for (const number of this.#path(index)) take(this.#model.choices(node)[number]!);
    take(last);
    return steps;
  }
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
