import type { Instant } from '../../machines/vocabulary/instant.ts';

export type TimerHandle = object;

/**
 * The time of the station, for everyone. Its timers are the ones XState's `after` runs on (it fits XState's
 * `Clock`). Wall time is what the station believes: the central system sets it, the bench steps it.
 */
export interface StationClock {
  now(): Instant;
  /**
   * Calls `fire` once after `delay_ms` of monotonic time; any length. A delay of 0 or less fires at the next
   * turn.
   */
  setTimeout(fire: () => void, delay_ms: number): TimerHandle;
  clearTimeout(handle: TimerHandle): void;
  /** Moves the wall clock by `by_ms` and tells the listeners. */
  stepWall(by_ms: number): void;
  /** Called after each step of the wall clock, with its size. */
  onWallStep(listener: (by_ms: number) => void): void;
  /** Ends all timers. */
  stop(): void;
}
