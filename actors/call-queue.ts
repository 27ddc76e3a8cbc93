import type { StationClock, TimerHandle } from '../drivers/clock/clock.ts';
import type { QueuedMessage, Storage } from '../drivers/storage/storage.ts';
import type { CallQueueEffect, CallQueueEvent, QueueTimer } from '../machines/rules/call-queue.ts';
import { acknowledgement, startAnswer, wirePayload } from '../machines/rules/outgoing.ts';
import { CALL_QUEUE, CHARGE_POINT } from '../machines/vocabulary/peer.ts';
import type { DurableLane } from '../machines/vocabulary/records.ts';
import type { Edge } from './edge.ts';

type Needs = {
  readonly edge: Edge;
  readonly clock: StationClock;
  readonly storage: Storage;
  readonly sendCall: (messageId: string, action: string, payload: object) => void;
  readonly report: (error: unknown) => void;
};

/** Performs what the call queue decided: sends, timers, stored answers. */
export class CallQueueEdge {
  readonly #needs: Needs;
  readonly #timers = new Map<QueueTimer, TimerHandle>();
  /** What was sent under which id: a late answer finds its message by this. */
  readonly #sent = new Map<string, QueuedMessage>();

  constructor(needs: Needs) {
    this.#needs = needs;
  }

  perform(effect: CallQueueEffect): void {
    const { edge, clock, sendCall } = this.#needs;
    switch (effect.type) {
      case 'transmit':
        return sendCall(effect.messageId, effect.request.action, effect.request.payload);
      case 'transmit-head':
        return this.#sendHead(effect.messageId, effect.lane);
      case 'arm': {
        this.#cancel(effect.timer);
        const fire = (): void => this.#tell({ type: 'TIMER', timer: effect.timer });
        this.#timers.set(effect.timer, clock.setTimeout(fire, effect.delay_ms));
        return;
      }
      case 'cancel':
        return this.#cancel(effect.timer);
      case 'answered': {
        const { action, requester, request } = effect.request;
        return edge.deliver(requester, {
          type: 'CALL_ANSWERED',
          action,
          request,
          conf: effect.conf,
        });
      }
      case 'failed': {
        const { action, requester, request } = effect.request;
        const { failure } = effect;
        return edge.deliver(requester, { type: 'CALL_FAILED', action, request, failure });
      }
      case 'acknowledge':
        return this.#acknowledge(effect.messageId, effect.lane, effect.conf);
    }
  }

  /** Ends all timers: the actors are gone. */
  stop(): void {
    for (const name of [...this.#timers.keys()]) this.#cancel(name);
  }

  #tell(event: CallQueueEvent): void {
    this.#needs.edge.deliver(CALL_QUEUE, event);
  }

  #cancel(name: QueueTimer): void {
    const timer = this.#timers.get(name);
    if (timer) this.#needs.clock.clearTimeout(timer);
    this.#timers.delete(name);
  }

  #sendHead(messageId: string, lane: DurableLane): void {
    const { storage, sendCall } = this.#needs;
    const head = storage.head(lane);
    if (!head) return this.#tell({ type: 'ERROR', messageId, code: 'InternalError' });
    this.#sent.set(messageId, head);
    sendCall(messageId, head.message.action, wirePayload(head.message, storage.records));
  }

  #acknowledge(messageId: string, lane: DurableLane, conf: object | null): void {
    const { storage, edge, report } = this.#needs;
    const sent = this.#sent.get(messageId);
    try {
      if (sent)
        storage.acknowledge(sent.sequence, acknowledgement(sent.message, conf, storage.records), edge.at);
    } catch (error) {
      report(error);
      return this.#tell({ type: 'ACKNOWLEDGE_FAILED', lane });
    }
    for (const [id, { sequence }] of this.#sent) if (sequence === sent?.sequence) this.#sent.delete(id);
    if (sent?.message.action === 'StartTransaction' && conf) {
      const { idTagInfo } = startAnswer(conf);
      edge.deliver(CHARGE_POINT, {
        type: 'START_ANSWERED',
        transaction: sent.message.transaction,
        accepted: idTagInfo.status === 'Accepted',
        parentIdTag: idTagInfo.parentIdTag ?? null,
      });
    }
    this.#tell({ type: 'ACKNOWLEDGED', lane, waiting: storage.waiting(lane).length });
  }
}
