import type { Instant } from '../../machines/vocabulary/instant.ts';
import type { StationClock, TimerHandle } from './clock.ts';
import { type ArmedTimer, deadlineOf, TimerQueue } from './timer-queue.ts';

export class VirtualClockError extends Error {
  override name = 'VirtualClockError';
}

/** Timers fired at one instant before this is taken for a loop that never lets time pass. */
const MAX_FIRED_AT_ONE_INSTANT = 100_000;

/** 2026-01-01T00:00:00Z, where virtual time starts if the test does not say. */
const DEFAULT_WALL_MS = Date.UTC(2026, 0, 1);

/**
 * Time that passes only when told. Discrete-event: each timer fires at exactly its own deadline, in order of
 * deadline and then of arming; what it arms meanwhile is honoured within the same advance.
 */
export class VirtualClock implements StationClock {
  readonly #queue = new TimerQueue();
  readonly #wallListeners: ((by_ms: number) => void)[] = [];
  #monotonic_ms = 0;
  #wallOffset_ms: number;
  #advancing = false;
  #firedHere = 0;

  /** @param wall_ms Unix time of the start, in milliseconds. */
  constructor({ wall_ms = DEFAULT_WALL_MS }: { readonly wall_ms?: number } = {}) {
    this.#wallOffset_ms = wall_ms;
  }

  now(): Instant {
    return { monotonic_ms: this.#monotonic_ms, wall_ms: this.#monotonic_ms + this.#wallOffset_ms };
  }

  /** A delay of 0 or less fires in the next advance, also in one of 0 ms; one of Infinity never. */
  setTimeout(fire: () => void, delay_ms: number): TimerHandle {
    return this.#queue.arm(fire, deadlineOf(this.#monotonic_ms, delay_ms));
  }

  clearTimeout(handle: TimerHandle): void {
    this.#queue.disarm(handle);
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
  }

  /** Monotonic time of the next timer in ms, or null if none is armed. */
  nextDeadline(): number | null {
    return this.#queue.nextDeadline();
  }

  /**
   * Lets `ms` pass, firing every timer that becomes due. What a timer throws is thrown here, with the clock
   * standing at that timer's deadline and the other timers still armed.
   * @throws VirtualClockError when called from a timer, or when timers re-arm themselves without time
   * passing.
   */
  advance(ms: number): void {
    const end_ms = this.#begin(ms);
    try {
      for (let timer = this.#take(end_ms); timer; timer = this.#take(end_ms)) timer.fire();
      this.#moveTo(end_ms);
    } finally {
      this.#advancing = false;
    }
  }

  /**
   * As `advance`, but before, after each timer, and at the end waits for `barrier` and for all microtasks: so
   * the answer to a message arrives at the virtual time it was sent at, whatever carries it.
   * @param barrier resolves when nothing is on its way any more (`CsmsSocket.quiescent`).
   */
  async advanceAsync(ms: number, barrier: () => Promise<void>): Promise<void> {
    const end_ms = this.#begin(ms);
    try {
      await settle(barrier);
      for (let timer = this.#take(end_ms); timer; timer = this.#take(end_ms)) {
        timer.fire();
        await settle(barrier);
      }
      this.#moveTo(end_ms);
      await settle(barrier);
    } finally {
      this.#advancing = false;
    }
  }

  #begin(ms: number): number {
    if (this.#advancing) throw new VirtualClockError('time is already being advanced: finish that first');
    if (!(ms >= 0 && Number.isFinite(ms))) throw new VirtualClockError(`time cannot advance by ${ms} ms`);
    this.#advancing = true;
    this.#firedHere = 0;
    return this.#monotonic_ms + ms;
  }

  #take(end_ms: number): ArmedTimer | null {
    const timer = this.#queue.takeDue(end_ms);
    if (!timer) return null;
    this.#moveTo(timer.deadline_ms);
    this.#firedHere += 1;
    if (this.#firedHere > MAX_FIRED_AT_ONE_INSTANT) {
      throw new VirtualClockError(`timers at ${this.#monotonic_ms} ms re-arm themselves without end`);
    }
    return timer;
  }

  #moveTo(monotonic_ms: number): void {
    if (monotonic_ms === this.#monotonic_ms) return;
    this.#monotonic_ms = monotonic_ms;
    this.#firedHere = 0;
  }
}

/** The turn of the event loop at the end runs every microtask that is left. */
async function settle(barrier: () => Promise<void>): Promise<void> {
  await barrier();
  await new Promise<void>((resolve) => setImmediate(resolve));
}
