import type { StationClock, TimerHandle } from '../drivers/clock/clock.ts';
import type { CallQueueEffect, QueueTimer } from '../machines/rules/call-queue.ts';
import { CALL_QUEUE } from '../machines/vocabulary/peer.ts';
import type { Edge } from './edge.ts';
import type { Outbox } from './outbox.ts';

type Needs = {
  readonly edge: Edge;
  readonly clock: StationClock;
  readonly outbox: Outbox;
  readonly sendCall: (messageId: string, action: string, payload: object) => void;
};

/** Performs what the call queue decided. */
export class CallQueueEdge {
  readonly #needs: Needs;
  readonly #timers = new Map<QueueTimer, TimerHandle>();

  constructor(needs: Needs) {
    this.#needs = needs;
  }

  perform(effect: CallQueueEffect): void {
    const { edge, outbox, sendCall } = this.#needs;
    switch (effect.type) {
      case 'transmit':
        return sendCall(effect.messageId, effect.request.action, effect.request.payload);
      case 'transmit-head':
        return outbox.sendHead(effect.messageId, effect.lane);
      case 'acknowledge':
        return outbox.acknowledge(effect.messageId, effect.lane, effect.conf);
      case 'arm':
        return this.#arm(effect.timer, effect.delay_ms);
      case 'cancel':
        return this.#cancel(effect.timer);
      case 'answered': {
        const { action, payload, requester, request } = effect.request;
        outbox.heard(payload, effect.conf);
        return edge.deliver(requester, { type: 'CALL_ANSWERED', action, request, conf: effect.conf });
      }
      case 'failed': {
        const { action, requester, request } = effect.request;
        return edge.deliver(requester, { type: 'CALL_FAILED', action, request, failure: effect.failure });
      }
    }
  }

  /** Ends all timers: the actors are gone. */
  stop(): void {
    for (const name of [...this.#timers.keys()]) this.#cancel(name);
  }

  #arm(name: QueueTimer, delay_ms: number): void {
    this.#cancel(name);
    const fire = (): void => this.#needs.edge.deliver(CALL_QUEUE, { type: 'TIMER', timer: name });
    this.#timers.set(name, this.#needs.clock.setTimeout(fire, delay_ms));
  }

  #cancel(name: QueueTimer): void {
    const timer = this.#timers.get(name);
    if (timer) this.#needs.clock.clearTimeout(timer);
    this.#timers.delete(name);
  }
}
