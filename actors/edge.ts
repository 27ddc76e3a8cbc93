import type { AnyActorRef, EventObject, InspectionEvent } from 'xstate';
import type { StationClock, TimerHandle } from '../drivers/clock/clock.ts';
import { isoTime } from '../machines/vocabulary/instant.ts';
import type { ActorId, AnyEvent } from '../machines/vocabulary/peer.ts';
import { Cascades } from './cascades.ts';
import type { Envelope } from './envelope.ts';
import { findActor } from './find-actor.ts';
import type { Onlooker } from './onlooker.ts';

/** Where everything enters: each external event and each timer is a cascade, and a line of the edge log. */
export class Edge extends Cascades {
  /** The station's actors, found by their address. */
  root: AnyActorRef | null = null;
  readonly #clock: StationClock;
  readonly #onlooker: Onlooker;
  #seq = 0;
  #timerFires = false;

  constructor(clock: StationClock, onlooker: Onlooker = {}) {
    super(clock);
    this.#clock = clock;
    this.#onlooker = onlooker;
  }

  /** Brings an event to an actor, in a cascade of its own. An actor that is gone gets nothing. */
  deliver(to: ActorId, event: AnyEvent): void {
    this.run(() => {
      this.record('event', to, event);
      findActor(this.root, to)?.send(event);
    });
  }

  /** The clock that actors arm their timers on, from the time of the cascade: each firing is a cascade. */
  readonly clock = {
    setTimeout: (fire: () => void, delay_ms: number): TimerHandle => {
      const due_ms = this.at.monotonic_ms + delay_ms;
      return this.#clock.setTimeout(() => this.fire(fire), due_ms - this.#clock.now().monotonic_ms);
    },
    clearTimeout: (handle: TimerHandle): void => this.#clock.clearTimeout(handle),
  };

  /** Whether anybody looks on or keeps a log. */
  get isLookedAt(): boolean {
    return this.#onlooker.log !== undefined || this.#onlooker.inspect !== undefined;
  }

  /** Given to the root, so that the log can say which timer fired. */
  readonly inspect = (event: InspectionEvent): void => {
    if (this.#timerFires && event.type === '@xstate.event') {
      this.#timerFires = false;
      this.record('timer', (event.actorRef as AnyActorRef).id, event.event);
    }
    this.#onlooker.inspect?.(event);
  };

  /** Lets a timer of an actor fire, in a cascade of its own. */
  fire(timer: () => void): void {
    this.run(() => {
      this.#timerFires = true;
      timer();
      this.#timerFires = false;
    });
  }

  /** Logs an input. To be called in its cascade. */
  record(cause: Envelope['cause'], to: ActorId, event: EventObject): void {
    if (!this.#onlooker.log) return;
    const { monotonic_ms, wall_ms } = this.at;
    this.#seq += 1;
    this.#onlooker.log({ seq: this.#seq, monotonic_ms, wall: isoTime(wall_ms), cause, to, event });
  }
}
