import { type Timer, timerName } from '../timers.ts';

/** The timers armed after a step, and the one whose firing was the step. */
export type TimedStep = { readonly armed: readonly Timer[]; readonly fired: string | null };
/** x[to] is at most x[from] + most_ms. */
type Bound = { readonly from: number; readonly to: number; readonly most_ms: number };

function boundsOf(steps: readonly TimedStep[]): readonly Bound[] {
  const bounds: Bound[] = [];
  for (let step = 1; step < steps.length; step += 1) bounds.push({ from: step, to: step - 1, most_ms: 0 });
  const armedAt = new Map<Timer, number>();
  for (const [step, { armed }] of steps.entries())
    for (const timer of armed) if (!armedAt.has(timer)) armedAt.set(timer, step);
  for (const [timer, from] of armedAt) {
    const last = steps.findLastIndex(({ armed }) => armed.includes(timer));
    const end = last + 1;
    const { delay_ms } = timer;
    if (steps[end]?.fired === timerName(timer)) {
      bounds.push({ from, to: end, most_ms: delay_ms }, { from: end, to: from, most_ms: -delay_ms });
      if (last > from) bounds.push({ from, to: last, most_ms: Math.max(0, delay_ms - 1) });
    } else bounds.push({ from, to: Math.min(end, steps.length - 1), most_ms: Math.max(0, delay_ms - 1) });
  }
  return bounds;
}

/**
 * When each step of a trace can happen, in ms, so that every timer fires exactly at its time and no other
 * would have been due before: difference constraints, solved by Bellman and Ford. The first step is the
 * start.
 * @returns null if no times fit: the trace needs an order of timers that their delays exclude.
 */
export function timesOfSteps(steps: readonly TimedStep[]): readonly number[] | null {
  const bounds = boundsOf(steps);
  const times = steps.map(() => 0);
  for (let round = 0; round <= steps.length; round += 1) {
    let changed = false;
    for (const { from, to, most_ms } of bounds) {
      if (times[from]! + most_ms >= times[to]!) continue;
      times[to] = times[from]! + most_ms;
      changed = true;
    }
    if (!changed) return times.map((it) => it - times[0]!);
  }
  return null;
}
