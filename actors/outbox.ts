import type { QueuedMessage, Storage } from '../drivers/storage/storage.ts';
import { contradictedBy } from '../machines/rules/authorisation.ts';
import type { CallQueueEvent } from '../machines/rules/call-queue.ts';
import { acknowledgement, startAnswer, wirePayload } from '../machines/rules/outgoing.ts';
import { CALL_QUEUE, CHARGE_POINT } from '../machines/vocabulary/peer.ts';
import type { DurableLane } from '../machines/vocabulary/records.ts';
import { remember } from '../machines/vocabulary/remember.ts';
import type { Edge } from './edge.ts';

type Needs = {
  readonly edge: Edge;
  readonly storage: Storage;
  readonly sendCall: (messageId: string, action: string, payload: object) => void;
  readonly report: (error: unknown) => void;
};

/** Sends stored messages and stores their answers. */
export class Outbox {
  readonly #needs: Needs;
  /** What was sent under which id: a late answer finds its message by this. */
  readonly #sent = new Map<string, QueuedMessage>();

  constructor(needs: Needs) {
    this.#needs = needs;
  }

  /** Says what waits: a queue that was rebuilt cannot know. */
  announceWaiting(): void {
    for (const lane of ['transaction', 'security'] as const)
      this.#tell({ type: 'STORED', lane, waiting: this.#needs.storage.waiting(lane).length });
  }

  sendHead(messageId: string, lane: DurableLane): void {
    const { storage, sendCall } = this.#needs;
    const head = storage.head(lane);
    if (!head) return this.#tell({ type: 'ERROR', messageId, code: 'InternalError' });
    remember(this.#sent, messageId, head);
    sendCall(messageId, head.message.action, wirePayload(head.message, storage.records));
  }

  /** `conf` null: given up. */
  acknowledge(messageId: string, lane: DurableLane, conf: object | null): void {
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
    if (sent && conf) this.#announce(sent, conf);
    this.#tell({ type: 'ACKNOWLEDGED', lane, waiting: storage.waiting(lane).length });
  }

  /** An answer of the central system: does it contradict the local list? */
  heard(sent: object, conf: object): void {
    const { edge, storage } = this.#needs;
    if (contradictedBy(sent, conf, { records: storage.records, at: edge.at }))
      edge.deliver(CHARGE_POINT, { type: 'LOCAL_LIST_CONTRADICTED' });
  }

  #announce({ message }: QueuedMessage, conf: object): void {
    this.heard(message.payload, conf);
    if (message.action !== 'StartTransaction') return;
    const { idTagInfo } = startAnswer(conf);
    this.#needs.edge.deliver(CHARGE_POINT, {
      type: 'START_ANSWERED',
      transaction: message.transaction,
      accepted: idTagInfo.status === 'Accepted',
      parentIdTag: idTagInfo.parentIdTag ?? null,
    });
  }

  #tell(event: CallQueueEvent): void {
    this.#needs.edge.deliver(CALL_QUEUE, event);
  }
}
