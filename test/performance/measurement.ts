import { SystemClock } from '../../drivers/clock/system-clock.ts';

/** One line of the report: what was measured, beside a reference measured in the same run. */
export type Measurement = {
  readonly what: string;
  readonly value: string;
  readonly reference: string;
  /** How many times the reference; empty where the two are not of one kind. */
  readonly ratio: string;
  /** What it is limited by. */
  readonly limitedBy: string;
};

const clock = new SystemClock();
export const now_ms = (): number => clock.now().monotonic_ms;
/** Lets real time pass: only processes are waited for like this, and only to come to rest. */
export const rest_ms = (ms: number): Promise<void> =>
  new Promise((resolve) => void clock.setTimeout(resolve, ms));

/** The value below which this share of all values lies. */
export function quantile(values: readonly number[], share: number): number {
  const sorted = values.toSorted((a, b) => a - b);
  return sorted[Math.min(sorted.length - 1, Math.floor(sorted.length * share))] ?? Number.NaN;
}
export const median = (values: readonly number[]): number => quantile(values, 0.5);

/** Milliseconds of one call of `work`. */
export async function timed_ms(work: () => unknown): Promise<number> {
  const before = now_ms();
  await work();
  return now_ms() - before;
}

export const ms = (value: number): string => `${value.toPrecision(3)} ms`;
export const ratio = (value: number, reference: number): string => `${(value / reference).toFixed(1)} x`;
export const MIB = 2 ** 20;
export const mib = (bytes: number): string => `${(bytes / MIB).toFixed(1)} MiB`;
