import type { Violation } from './properties.ts';
import type { Cause, StepRecord } from './system.ts';

/** A choice of what happens next: a move of the environment or a timer, in words and as a cause. */
export type Choice = { readonly label: string; readonly cause: Cause };

/** What the explorer explores: nodes, the choices at each, and what is forbidden. */
export interface Model<Node> {
  readonly name: string;
  /** What is in it and what is not, one line each. */
  readonly scope: readonly string[];
  initial(): { node: Node; record: StepRecord };
  /** In an order that depends on the node's key alone. */
  choices(node: Node): readonly Choice[];
  take(node: Node, choice: Choice): { node: Node; record: StepRecord };
  key(node: Node): string;
  check(before: Node, record: StepRecord, after: Node): Violation | null;
}
