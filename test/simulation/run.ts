import type { Registry } from '../../machines/registry.ts';
import { carryOut } from './carry-out.ts';
import type { DayShape } from './day-shape.ts';
import type { EdgeLogs } from './edge-logs.ts';
import type { Incident } from './incident.ts';
import { expectReservationsEnded, kindHour } from './kind-hour.ts';
import { DAY_MS, planDay, ROUGH_MS } from './plan-day.ts';
import { Simulation } from './simulation.ts';
import type { Violation } from './violations.ts';

export type Script = {
  readonly seed: number;
  readonly days: number;
  readonly incidents: readonly Incident[];
  /** Transaction messages that may wait; absent: as many as the product has. */
  readonly outboxBudget?: number | null;
};
export type RunResult = {
  readonly violations: readonly Violation[];
  readonly counts: ReadonlyMap<string, number>;
  /** SHA-256 of every frame with its time. */
  readonly hash: string;
  /** Days that were simulated: a run ends with the first day that violates something. */
  readonly days: number;
  /** Transactions that started, day by day. */
  readonly sessions: readonly number[];
  readonly simulation: Simulation;
};

export const scriptOf = (seed: number, days: number, shape: DayShape): Script => ({
  seed,
  days,
  outboxBudget: shape.outboxBudget,
  incidents: Array.from({ length: days }).flatMap((_, day) => planDay(seed, day, shape)),
});

/** Simulates a script. It ends early with the first day on which something was violated. */
export async function run(
  { seed, days, incidents, outboxBudget = null }: Script,
  registry?: Registry,
  edgeLogs?: EdgeLogs,
): Promise<RunResult> {
  const simulation = new Simulation(seed, registry, outboxBudget, edgeLogs);
  simulation.powerUp();
  const sessions: number[] = [];
  let day = 0;
  for (; day < days && simulation.violations.length === 0; day += 1) {
    const end_ms = day * DAY_MS + ROUGH_MS;
    for (const incident of incidents.filter((it) => it.at_ms >= day * DAY_MS && it.at_ms < end_ms)) {
      await simulation.passUntil(incident.at_ms);
      await simulation.step(() => carryOut(simulation, incident));
      if (simulation.violations.length > 0) break;
    }
    if (simulation.violations.length > 0) break;
    await simulation.passUntil(end_ms);
    // A weekend without the central system has no kind hours; the last day has one.
    if (!simulation.isOffline || day === days - 1) await kindHour(simulation);
    await simulation.passUntil((day + 1) * DAY_MS);
    expectReservationsEnded(simulation);
    sessions.push(simulation.starts.starts - sessions.reduce((sum, it) => sum + it, 0));
  }
  const { violations, tally } = simulation;
  tally.count('given up', simulation.ledger.givenUp);
  const hash = simulation.record.digest();
  return { violations, counts: tally.counts, hash, days: day, sessions, simulation };
}
