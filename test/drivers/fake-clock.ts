import type { StationClock, TimerHandle } from '../../drivers/clock/clock.ts';
import type { Instant } from '../../machines/vocabulary/instant.ts';

type Timer = { readonly due_ms: number; readonly fire: () => void };

/** A clock that moves only when told to, from one timer to the next. */
export class FakeClock implements StationClock {
  #monotonic_ms = 0;
  #wall_ms = Date.UTC(2026, 10, 22, 16, 0, 0);
  #timers: Timer[] = [];
  readonly #listeners: ((by_ms: number) => void)[] = [];

  now(): Instant {
    return { monotonic_ms: this.#monotonic_ms, wall_ms: this.#wall_ms };
  }

  get timers(): number {
    return this.#timers.length;
  }

  setTimeout(fire: () => void, delay_ms: number): TimerHandle {
    const timer = { due_ms: this.#monotonic_ms + Math.max(0, delay_ms), fire };
    this.#timers.push(timer);
    return timer;
  }

  clearTimeout(handle: TimerHandle): void {
    this.#timers = this.#timers.filter((timer) => timer !== handle);
  }

  advance(by_ms: number): void {
    const end_ms = this.#monotonic_ms + by_ms;
    for (let next = this.#next(end_ms); next; next = this.#next(end_ms)) {
      this.clearTimeout(next);
      this.#moveTo(next.due_ms);
      next.fire();
    }
    this.#moveTo(end_ms);
  }

  stepWall(by_ms: number): void {
    this.#wall_ms += by_ms;
    for (const listener of this.#listeners) listener(by_ms);
  }

  onWallStep(listener: (by_ms: number) => void): void {
    this.#listeners.push(listener);
  }

  stop(): void {
    this.#timers = [];
  }

  #next(end_ms: number): Timer | undefined {
    const due = this.#timers.filter((timer) => timer.due_ms <= end_ms);
    return due.sort((a, b) => a.due_ms - b.due_ms)[0];
  }

  #moveTo(monotonic_ms: number): void {
    this.#wall_ms += monotonic_ms - this.#monotonic_ms;
    this.#monotonic_ms = monotonic_ms;
  }
}
