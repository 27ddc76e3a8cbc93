import type { StationClock } from '../clock/clock.ts';

const MINUTE_MS = 60_000;

/**
 * Keeps a flood (bad frames, failed reads) from filling the log: of each kind one line a minute.
 * @returns a function that says how many of this kind were left out since the last line, or null: write none
 * now. Kinds come from the code, never from outside: each is remembered.
 */
export function oncePerMinute(clock: Pick<StationClock, 'now'>): (kind: string) => number | null {
  const seen = new Map<string, { readonly at_ms: number; suppressed: number }>();
  return (kind) => {
    const { monotonic_ms } = clock.now();
    const last = seen.get(kind);
    if (last && monotonic_ms - last.at_ms < MINUTE_MS) {
      last.suppressed += 1;
      return null;
    }
    seen.set(kind, { at_ms: monotonic_ms, suppressed: 0 });
    return last?.suppressed ?? 0;
  };
}
