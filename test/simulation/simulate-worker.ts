import { parentPort, workerData } from 'node:worker_threads';
import { SHAPES, type ShapeName } from './day-shape.ts';
import { run, scriptOf } from './run.ts';
import type { Violation } from './violations.ts';

export type Assignment = {
  readonly seeds: readonly number[];
  readonly days: number;
  readonly shape: ShapeName;
};
export type RunReport = {
  readonly seed: number;
  readonly days: number;
  /** Transactions that started, day by day. */
  readonly sessions: readonly number[];
  readonly violations: readonly Violation[];
  readonly counts: ReadonlyMap<string, number>;
};

const { seeds, days, shape } = workerData as Assignment;
for (const seed of seeds) {
  const result = await run(scriptOf(seed, days, SHAPES[shape]));
  const report: RunReport = {
    seed,
    days: result.days,
    sessions: result.sessions,
    violations: result.violations,
    counts: result.counts,
  };
  parentPort?.postMessage(report);
}
