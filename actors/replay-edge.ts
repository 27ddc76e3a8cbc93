import type { TimerHandle } from '../drivers/clock/clock.ts';
import { TimerQueue } from '../drivers/clock/timer-queue.ts';
import type { ToldClock } from '../drivers/clock/told-clock.ts';
import type { ActorId, AnyEvent } from '../machines/vocabulary/peer.ts';
import { Edge } from './edge.ts';
import type { Envelope } from './envelope.ts';
import type { Onlooker } from './onlooker.ts';
import { CONSEQUENCES } from './port-consequences.ts';

/** An event may be taken before a timer that is due, but the turn of the timer comes. */
const LATE_MS = 1_000;
/** The same instant, added up in another order, differs in its last digits. */
const ROUNDING_MS = 0.001;

/**
 * An edge that takes its inputs from a log. What ports bring about is not delivered but compared; timers of
 * actors fire where the log says so, if they are due and the next.
 */
export class ReplayEdge extends Edge {
  readonly differences: string[] = [];
  readonly #told: ToldClock;
  readonly #timers = new TimerQueue();
  readonly #expected: string[] = [];
  #fired = '';

  constructor(clock: ToldClock, onlooker: Onlooker) {
    const log = (envelope: Envelope): void => {
      if (envelope.cause === 'timer') this.#fired = `${envelope.to} ${envelope.event.type}`;
      onlooker.log?.(envelope);
    };
    super(clock, { ...onlooker, log });
    this.#told = clock;
  }

  override readonly clock = {
    setTimeout: (fire: () => void, delay_ms: number): TimerHandle =>
      this.#timers.arm(fire, this.at.monotonic_ms + Math.max(0, delay_ms)),
    clearTimeout: (handle: TimerHandle): void => this.#timers.disarm(handle),
  };

  /** By a port. */
  override deliver(to: ActorId, event: AnyEvent): void {
    if (CONSEQUENCES.has(event.type)) this.#expected.push(JSON.stringify({ to, event }));
  }

  /** By the log. */
  bring({ seq, to, event }: Envelope): void {
    const told = JSON.stringify({ to, event });
    if (CONSEQUENCES.has(event.type) && this.#expected.shift() !== told) this.#differs(seq, told);
    super.deliver(to, event as AnyEvent);
  }

  bringTimer({ seq, to, event }: Envelope): void {
    for (const missing of this.#expected.splice(0)) this.#differs(seq, `nothing of ${missing}`);
    this.ended(seq);
    const timer = this.#timers.takeDue(this.#told.at.monotonic_ms + ROUNDING_MS);
    if (!timer) return this.#differs(seq, `the timer ${event.type} of ${to}, which is not due`);
    this.fire(timer.fire);
    if (this.#fired !== `${to} ${event.type}`) this.#differs(seq, `${to} ${event.type}, not ${this.#fired}`);
  }

  /**
   * A log may end between any two lines (of a station that runs, or was killed): what ports brought about
   * last may be missing, the turn of a timer that was due may not.
   */
  ended(seq: number): void {
    while (this.#timers.takeDue(this.#told.at.monotonic_ms - LATE_MS))
      this.#differs(seq, 'no more of a timer that was due a second ago');
  }

  #differs(seq: number, log: string): void {
    this.differences.push(`at ${seq} the log has ${log}`);
  }
}
