import type { Choice } from './model.ts';

/** What the liveness properties ask of steps and states, as bits: at most 31 of each. */
export type Marks<Node> = {
  state(node: Node): number;
  edge(before: Node, choice: Choice, after: Node): number;
  /** Bits of the timers that were armed before the step, are armed after it, and were left alone by it. */
  timers(before: Node, after: Node): number;
};

/** Numbers in a row that grows. */
class Column {
  #numbers = new Int32Array(1 << 16);
  length = 0;

  push(number: number): void {
    if (this.length === this.#numbers.length) {
      const longer = new Int32Array(this.length * 2);
      longer.set(this.#numbers);
      this.#numbers = longer;
    }
    this.#numbers[this.length] = number;
    this.length += 1;
  }

  at(index: number): number {
    return this.#numbers[index]!;
  }
}

/**
 * The graph that a search leaves: states by their number, edges in the order of their sources. Twelve bytes
 * an edge, eight a state.
 */
export class StateGraph<Node> {
  readonly marks: Marks<Node>;
  readonly #states = new Column();
  readonly #firstEdge = new Column();
  readonly #targets = new Column();
  readonly #edges = new Column();
  readonly #timers = new Column();

  constructor(marks: Marks<Node>) {
    this.marks = marks;
  }

  get states(): number {
    return this.#states.length;
  }

  addState(node: Node): void {
    this.#states.push(this.marks.state(node));
  }

  /** The edges that follow leave the next state: states are expanded in the order of their numbers. */
  expand(): void {
    this.#firstEdge.push(this.#targets.length);
  }

  addEdge(before: Node, choice: Choice, after: Node, target: number): void {
    this.#targets.push(target);
    this.#edges.push(this.marks.edge(before, choice, after));
    this.#timers.push(this.marks.timers(before, after));
  }

  marksOf(state: number): number {
    return this.#states.at(state);
  }

  /** The edges that leave a state: from, and up to. The n-th of them is its n-th choice. */
  edgesOf(state: number): readonly [from: number, to: number] {
    const from = this.#firstEdge.at(state);
    const isLast = state + 1 >= this.#firstEdge.length;
    return [from, isLast ? this.#targets.length : this.#firstEdge.at(state + 1)];
  }

  target(edge: number): number {
    return this.#targets.at(edge);
  }

  edgeMarks(edge: number): number {
    return this.#edges.at(edge);
  }

  timersLeftAlone(edge: number): number {
    return this.#timers.at(edge);
  }
}
