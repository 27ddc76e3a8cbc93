import type { AnyActorRef, EventObject, InspectionEvent } from 'xstate';
import type { StationClock, TimerHandle } from '../drivers/clock/clock.ts';
import { type Instant, isoTime } from '../machines/vocabulary/instant.ts';
import type { ActorId, AnyEvent } from '../machines/vocabulary/peer.ts';
import type { Envelope } from './envelope.ts';
import { findActor } from './find-actor.ts';

/**
 * Where everything enters: each external event and each timer is one cascade that runs to quiescence through
 * all actors before the next. What ports bring about during a cascade waits for its end.
 */
export class Edge {
  /** The time of the cascade that runs. Effects are stamped with it. */
  at: Instant;
  /** The station's actors, found by their address. */
  root: AnyActorRef | null = null;
  readonly #clock: StationClock;
  readonly #log: (envelope: Envelope) => void;
  readonly #inputs: (() => void)[] = [];
  #running = false;
  #seq = 0;
  #timerFires = false;

  constructor(clock: StationClock, log: (envelope: Envelope) => void) {
    this.#clock = clock;
    this.#log = log;
    this.at = clock.now();
  }

  /** Brings an event to an actor, in a cascade of its own. An actor that is gone gets nothing. */
  deliver(to: ActorId, event: AnyEvent): void {
    this.run(() => {
      this.#record('event', to, event);
      findActor(this.root, to)?.send(event);
    });
  }

  /** Runs an input as one cascade: now, or when the present one has ended. */
  run(input: () => void): void {
    this.#inputs.push(input);
    if (this.#running) return;
    this.#running = true;
    try {
      for (let next = this.#inputs.shift(); next; next = this.#inputs.shift()) {
        this.at = this.#clock.now();
        next();
      }
    } finally {
      this.#running = false;
    }
  }

  /** The clock that actors arm their timers on: each firing is a cascade. */
  readonly clock = {
    setTimeout: (fire: () => void, delay_ms: number): TimerHandle =>
      this.#clock.setTimeout(() => this.run(() => this.#fire(fire)), delay_ms),
    clearTimeout: (handle: TimerHandle): void => this.#clock.clearTimeout(handle),
  };

  /** Given to the root, so that the log can say which timer fired. */
  readonly inspect = (event: InspectionEvent): void => {
    if (!this.#timerFires || event.type !== '@xstate.event') return;
    this.#timerFires = false;
    this.#record('timer', (event.actorRef as AnyActorRef).id, event.event);
  };

  #fire(fire: () => void): void {
    this.#timerFires = true;
    fire();
    this.#timerFires = false;
  }

  #record(cause: Envelope['cause'], to: ActorId, event: EventObject): void {
    const { monotonic_ms, wall_ms } = this.at;
    this.#seq += 1;
    this.#log({ seq: this.#seq, monotonic_ms, wall: isoTime(wall_ms), cause, to, event });
  }
}
