import type { TimerHandle } from './clock.ts';

export type ArmedTimer = {
  readonly deadline_ms: number;
  readonly order: number;
  readonly fire: () => void;
};

const isBefore = (a: ArmedTimer, b: ArmedTimer): boolean =>
  a.deadline_ms < b.deadline_ms || (a.deadline_ms === b.deadline_ms && a.order < b.order);

/**
 * Timers by deadline, those of one deadline in the order they were armed. Both clocks of the station fire
 * from it.
 */
export class TimerQueue {
  /** Ascending. */
  #timers: ArmedTimer[] = [];
  #armed = 0;

  /** @param deadline_ms monotonic; Infinity is never due. */
  arm(fire: () => void, deadline_ms: number): TimerHandle {
    const timer: ArmedTimer = { deadline_ms, order: this.#armed++, fire };
    this.#timers.splice(this.#place(timer), 0, timer);
    return timer;
  }

  /** Takes a timer out; one that fired or was taken out before is no error. */
  disarm(handle: TimerHandle): void {
    const place = this.#place(handle as ArmedTimer);
    if (this.#timers[place] === handle) this.#timers.splice(place, 1);
  }

  disarmAll(): void {
    this.#timers = [];
  }

  /** When the next timer is due, or null if none ever will be. */
  nextDeadline(): number | null {
    const first = this.#timers[0];
    return first && first.deadline_ms !== Number.POSITIVE_INFINITY ? first.deadline_ms : null;
  }

  /** Takes out the first timer that is due at `now_ms`, or returns null. */
  takeDue(now_ms: number): ArmedTimer | null {
    const first = this.#timers[0];
    if (!first || first.deadline_ms > now_ms) return null;
    this.#timers.shift();
    return first;
  }

  /** Index of the timer, or where it would stand. */
  #place(timer: ArmedTimer): number {
    let low = 0;
    let high = this.#timers.length;
    while (low < high) {
      const middle = (low + high) >>> 1;
      if (isBefore(this.#timers[middle]!, timer)) low = middle + 1;
      else high = middle;
    }
    return low;
  }
}

/** The deadline of a delay: no delay, a negative one or none at all (NaN) is due now. */
export const deadlineOf = (now_ms: number, delay_ms: number): number =>
  now_ms + (delay_ms > 0 ? delay_ms : 0);
