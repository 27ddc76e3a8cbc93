import type { StationClock, TimerHandle } from '../drivers/clock/clock.ts';
import type { CurrentLimitsEffect } from '../machines/rules/current-limits.ts';
import { CURRENT_LIMITS, connectorActor } from '../machines/vocabulary/peer.ts';
import type { RecordChange } from '../machines/vocabulary/records.ts';
import type { Edge } from './edge.ts';

const AFFECTS_LIMITS: ReadonlySet<RecordChange['type']> = new Set([
  'charging-profiles-replaced',
  'transaction-opened',
  'transaction-closed',
]);

/** Performs what the current limits decided, and has them reviewed when records or the clock change. */
export class CurrentLimitsEdge {
  readonly #edge: Edge;
  readonly #clock: StationClock;
  #timer: TimerHandle | null = null;

  constructor(edge: Edge, clock: StationClock) {
    this.#edge = edge;
    this.#clock = clock;
    clock.onWallStep(() => this.review());
  }

  perform(effect: CurrentLimitsEffect): void {
    switch (effect.type) {
      case 'review':
        return this.review(this.#edge.at);
      case 'limit':
        return this.#edge.deliver(connectorActor(effect.connectorId), {
          type: 'LIMIT',
          limit_A: effect.limit_A,
        });
      case 'wake':
        this.stop();
        if (effect.delay_ms !== null)
          this.#timer = this.#clock.setTimeout(() => this.review(), effect.delay_ms);
    }
  }

  review(at = this.#clock.now()): void {
    this.#edge.deliver(CURRENT_LIMITS, { type: 'REVIEW', at });
  }

  /** After a commit: before anything else follows from it. */
  committed(changes: readonly RecordChange[]): void {
    if (changes.some(({ type }) => AFFECTS_LIMITS.has(type))) this.review(this.#edge.at);
  }

  stop(): void {
    if (this.#timer) this.#clock.clearTimeout(this.#timer);
    this.#timer = null;
  }
}
