import type { StationClock, TimerHandle } from '../drivers/clock/clock.ts';
import { nextBoundary } from '../machines/rules/aligned-boundary.ts';
import { CHARGE_POINT } from '../machines/vocabulary/peer.ts';
import type { Edge } from './edge.ts';

/** Binds the port `alignedAlarm`: exact multiples of an interval by the wall clock, also after it was set. */
export class AlignedAlarm {
  readonly #edge: Edge;
  readonly #clock: StationClock;
  #every_s = 0;
  #timer: TimerHandle | null = null;

  constructor(edge: Edge, clock: StationClock) {
    this.#edge = edge;
    this.#clock = clock;
    clock.onWallStep(() => this.set({ every_s: this.#every_s }));
  }

  set({ every_s }: { every_s: number }): void {
    this.stop();
    this.#every_s = every_s;
    if (every_s > 0) this.#arm(nextBoundary(this.#clock.now().wall_ms, every_s), every_s);
  }

  stop(): void {
    if (this.#timer) this.#clock.clearTimeout(this.#timer);
    this.#timer = null;
    // A later step of the wall clock must not wake an alarm of actors that are gone.
    this.#every_s = 0;
  }

  #arm(boundary_ms: number, every_s: number): void {
    this.#timer = this.#clock.setTimeout(() => {
      this.#arm(nextBoundary(boundary_ms, every_s), every_s);
      this.#edge.deliver(CHARGE_POINT, { type: 'ALARM', id: 'aligned', wall_ms: boundary_ms });
    }, boundary_ms - this.#clock.now().wall_ms);
  }
}
