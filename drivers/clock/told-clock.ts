import type { Instant } from '../../machines/vocabulary/instant.ts';
import type { StationClock, TimerHandle } from './clock.ts';

/**
 * A clock that stands where it is put. Its timers never fire: who puts it forward knows what happens when.
 */
export class ToldClock implements StationClock {
  at: Instant;
  readonly #wallListeners: ((by_ms: number) => void)[] = [];

  constructor(at: Instant) {
    this.at = at;
  }

  now(): Instant {
    return this.at;
  }

  setTimeout(): TimerHandle {
    return {};
  }

  clearTimeout(): void {}

  stepWall(by_ms: number): void {
    this.at = { ...this.at, wall_ms: this.at.wall_ms + by_ms };
    for (const listener of [...this.#wallListeners]) listener(by_ms);
  }

  onWallStep(listener: (by_ms: number) => void): void {
    this.#wallListeners.push(listener);
  }

  stop(): void {}
}
