import type { CallQueueState } from '../machines/rules/call-queue.ts';
import { CALL_QUEUE, CHARGE_POINT } from '../machines/vocabulary/peer.ts';
import type { Edge } from './edge.ts';
import { findActor } from './find-actor.ts';

const isDone = ({ inFlight, lanes }: CallQueueState): boolean =>
  inFlight === null && lanes.transaction.waiting === 0;

/** Binds the port `awaitDelivery`: QUEUE_EMPTY when nothing is in flight and no transaction message waits. */
export class Delivery {
  readonly #edge: Edge;
  #awaited = false;

  constructor(edge: Edge) {
    this.#edge = edge;
  }

  wait(): void {
    this.#awaited = true;
    this.check();
  }

  /** After each effect of the queue. */
  check(): void {
    if (!this.#awaited) return;
    this.#edge.run(() => {
      const state: CallQueueState | undefined = findActor(this.#edge.root, CALL_QUEUE)?.getSnapshot().context;
      if (!this.#awaited || (state && !isDone(state))) return;
      this.#awaited = false;
      this.#edge.deliver(CHARGE_POINT, { type: 'QUEUE_EMPTY' });
    });
  }
}
