import type { StationClock } from './clock.ts';

/** Resolves after `ms` of monotonic time. */
export const pause = (clock: StationClock, ms: number): Promise<void> =>
  new Promise((resolve) => {
    clock.setTimeout(resolve, ms);
  });
