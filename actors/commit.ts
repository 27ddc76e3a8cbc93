import type { Storage } from '../drivers/storage/storage.ts';
import type { CallReply, CommitRequest } from '../machines/vocabulary/effects.ts';
import { type ActorId, CALL_QUEUE, CHARGE_POINT } from '../machines/vocabulary/peer.ts';
import { type DurableLane, laneOf } from '../machines/vocabulary/records.ts';
import type { CurrentLimitsEdge } from './current-limits.ts';
import type { Edge } from './edge.ts';

type Needs = {
  readonly edge: Edge;
  readonly storage: Storage;
  readonly limits: CurrentLimitsEdge;
  readonly reply: (reply: CallReply) => void;
  /** Storage refused: said once in the log. */
  readonly report: (error: unknown) => void;
};

/** Binds the port `commit`: store, then answer, then say so. The order is the contract of CommitRequest. */
export function commitPort({ edge, storage, limits, reply, report }: Needs) {
  return (actor: ActorId, request: CommitRequest): void => {
    const { changes = [], messages = [], then = [], purpose = '' } = request;
    try {
      if (changes.length > 0 || messages.length > 0) storage.commit(changes, messages, edge.at);
    } catch (error) {
      report(error);
      if (request.replyIfFailed) reply(request.replyIfFailed);
      return edge.deliver(actor, { type: 'COMMIT_FAILED', purpose });
    }
    if (request.reply) reply(request.reply);
    limits.committed(changes);
    if (changes.some(({ type }) => type === 'reservation-removed'))
      edge.deliver(CHARGE_POINT, { type: 'RESERVATIONS_CHANGED' });
    for (const lane of new Set<DurableLane>(messages.map(laneOf))) {
      const waiting = storage.waiting(lane).length;
      edge.deliver(CALL_QUEUE, { type: 'STORED', lane, waiting });
    }
    edge.deliver(actor, { type: 'COMMITTED', purpose, then });
  };
}
