import type { AnyActorRef, EventObject } from 'xstate';
import type { Instant } from '../../machines/vocabulary/instant.ts';
import type { ActorId } from '../../machines/vocabulary/peer.ts';
import type { ArmedTimer } from './frames.ts';
import { armedTimer, scheduledTimers } from './living-actors.ts';
import { firedTimer, portTimer } from './port-timers.ts';

type Changes = { readonly armed: readonly ArmedTimer[]; readonly ended: readonly string[] };

/** Knows the timers of XState and those of the edges, and says after each cascade which came and went. */
export class TimerWatch {
  /**
   * By id; `source` is what XState keeps, another object after each arming, or null for a timer of an edge.
   */
  readonly #running = new Map<string, { readonly source: object | null; readonly timer: ArmedTimer }>();
  #armed = new Map<string, ArmedTimer>();
  #ended = new Set<string>();
  /** The clock-aligned alarm arms itself anew: what it was asked for. */
  #aligned: unknown = null;

  get running(): readonly ArmedTimer[] {
    return [...this.#running.values()].map(({ timer }) => timer);
  }

  port(port: string, actor: ActorId | null, request: unknown, at: Instant): void {
    if (port === 'alignedAlarm') this.#aligned = request;
    const change = portTimer(port, actor, request, at);
    if (!change) return;
    this.#end(change.ended);
    if (change.armed) this.#arm(change.armed, null);
  }

  event(to: ActorId, event: EventObject & Readonly<Record<string, unknown>>, at: Instant): void {
    const fired = firedTimer(to, event);
    if (fired === null) return;
    this.#end(fired);
    if (event.id === 'aligned') this.port('alignedAlarm', to, this.#aligned, at);
  }

  /** What changed since the last call; the tree is asked for XState's timers. */
  changes(root: AnyActorRef | null, at_ms: number): Changes {
    const scheduled = root ? scheduledTimers(root) : {};
    for (const [id, { source }] of this.#running)
      if (source !== null && scheduled[id] !== source) this.#end(id);
    for (const [id, source] of Object.entries(scheduled))
      if (!this.#running.has(id)) this.#arm(armedTimer(id, source, at_ms), source);
    const changes = { armed: [...this.#armed.values()], ended: [...this.#ended] };
    if (changes.armed.length > 0) this.#armed = new Map();
    if (changes.ended.length > 0) this.#ended = new Set();
    return changes;
  }

  /** The actors were taken down, and their timers with them. */
  reset(): void {
    for (const id of [...this.#running.keys()]) this.#end(id);
  }

  #arm(timer: ArmedTimer, source: object | null): void {
    this.#running.set(timer.id, { source, timer });
    this.#armed.set(timer.id, timer);
  }

  #end(id: string): void {
    if (!this.#running.delete(id)) return;
    if (!this.#armed.delete(id)) this.#ended.add(id);
  }
}
