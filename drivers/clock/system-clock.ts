import type { Instant } from '../../machines/vocabulary/instant.ts';
import type { StationClock, TimerHandle } from './clock.ts';
import { deadlineOf, TimerQueue } from './timer-queue.ts';

/** Node fires a longer timer at once. */
const MAX_NATIVE_DELAY_MS = 2 ** 31 - 1;

/**
 * Real time. The wall clock is read from the operating system once and runs on the monotonic clock from
 * there, so that it moves only by `stepWall` and every step is announced (an NTP step of the host would move
 * it in silence).
 */
export class SystemClock implements StationClock {
  readonly #queue = new TimerQueue();
  readonly #wallListeners: ((by_ms: number) => void)[] = [];
  #wallOffset_ms: number = Date.now() - performance.now();
  #cancelWake: () => void = () => {};

  now(): Instant {
    const monotonic_ms = performance.now();
    return { monotonic_ms, wall_ms: Math.round(monotonic_ms + this.#wallOffset_ms) };
  }

  /** A delay of Infinity never fires. */
  setTimeout(fire: () => void, delay_ms: number): TimerHandle {
    const handle = this.#queue.arm(fire, deadlineOf(performance.now(), delay_ms));
    this.#wakeForNext();
    return handle;
  }

  clearTimeout(handle: TimerHandle): void {
    this.#queue.disarm(handle);
    this.#wakeForNext();
  }

  stepWall(by_ms: number): void {
    this.#wallOffset_ms += by_ms;
    for (const listener of [...this.#wallListeners]) listener(by_ms);
  }

  onWallStep(listener: (by_ms: number) => void): void {
    this.#wallListeners.push(listener);
  }

  stop(): void {
    this.#queue.disarmAll();
    this.#wakeForNext();
  }

  /**
   * One native timer serves all: it keeps deadlines in order, which native timers of different delays do not.
   */
  #wakeForNext(): void {
    this.#cancelWake();
    this.#cancelWake = () => {};
    const deadline_ms = this.#queue.nextDeadline();
    if (deadline_ms === null) return;
    const delay_ms = deadline_ms - performance.now();
    if (delay_ms <= 0) {
      const turn = setImmediate(() => this.#wake());
      this.#cancelWake = () => clearImmediate(turn);
    } else {
      const timer = setTimeout(() => this.#wake(), Math.min(Math.ceil(delay_ms), MAX_NATIVE_DELAY_MS));
      this.#cancelWake = () => clearTimeout(timer);
    }
  }

  /**
   * Fires one timer; the next one that is due gets a turn of its own. Native timers may wake a little early.
   */
  #wake(): void {
    const timer = this.#queue.takeDue(performance.now());
    this.#wakeForNext();
    timer?.fire();
  }
}
