import type { StationClock, TimerHandle } from '../drivers/clock/clock.ts';
import type { ActorId } from '../machines/vocabulary/peer.ts';
import type { Edge } from './edge.ts';

type Armed = { readonly actor: ActorId; readonly id: string; readonly wall_ms: number; timer: TimerHandle };

/** Binds the port `alarm`: moments of the wall clock, armed again whenever that is set. */
export class Alarm {
  readonly #edge: Edge;
  readonly #clock: StationClock;
  readonly #armed = new Map<string, Armed>();

  constructor(edge: Edge, clock: StationClock) {
    this.#edge = edge;
    this.#clock = clock;
    clock.onWallStep(() => {
      for (const { actor, id, wall_ms } of [...this.#armed.values()]) this.set(actor, { id, wall_ms });
    });
  }

  set(actor: ActorId, { id, wall_ms }: { id: string; wall_ms: number | null }): void {
    const key = `${actor}/${id}`;
    const before = this.#armed.get(key);
    if (before) this.#clock.clearTimeout(before.timer);
    this.#armed.delete(key);
    if (wall_ms === null) return;
    const left_ms = wall_ms - this.#clock.now().wall_ms;
    const fire = (): void => {
      this.#armed.delete(key);
      this.#edge.deliver(actor, { type: 'ALARM', id, wall_ms, ...(left_ms < 0 && { over: true }) });
    };
    const timer = this.#clock.setTimeout(fire, Math.max(0, left_ms));
    this.#armed.set(key, { actor, id, wall_ms, timer });
  }

  stop(): void {
    for (const { timer } of this.#armed.values()) this.#clock.clearTimeout(timer);
    this.#armed.clear();
  }
}
