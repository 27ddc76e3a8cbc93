import type { StationClock, TimerHandle } from '../../drivers/clock/clock.ts';
import type { Instant } from '../../machines/vocabulary/instant.ts';

/** Time stands still: a timer fires when the test says so, and never by itself. */
export class HandClock implements StationClock {
  readonly #timers = new Map<TimerHandle, () => void>();
  readonly #armed: (handle: TimerHandle) => void;

  /** @param armed told of each timer as it is armed. */
  constructor(armed: (handle: TimerHandle) => void) {
    this.#armed = armed;
  }

  get pending(): number {
    return this.#timers.size;
  }

  isArmed(handle: TimerHandle): boolean {
    return this.#timers.has(handle);
  }

  now(): Instant {
    return { monotonic_ms: 0, wall_ms: 0 };
  }

  setTimeout(fire: () => void): TimerHandle {
    const handle = {};
    this.#timers.set(handle, fire);
    this.#armed(handle);
    return handle;
  }

  clearTimeout(handle: TimerHandle): void {
    this.#timers.delete(handle);
  }

  fire(handle: TimerHandle): void {
    const fire = this.#timers.get(handle);
    if (!fire) throw new Error('this timer is not armed');
    this.#timers.delete(handle);
    fire();
  }

  stepWall(): void {
    throw new Error('the hand clock has no wall time');
  }

  onWallStep(_listener: (by_ms: number) => void): void {}

  stop(): void {
    this.#timers.clear();
  }
}
