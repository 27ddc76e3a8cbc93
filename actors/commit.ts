import type { Storage } from '../drivers/storage/storage.ts';
import { isUrgent } from '../machines/rules/security-events.ts';
import type { CallReply, CommitRequest } from '../machines/vocabulary/effects.ts';
import { type ActorId, CALL_QUEUE, CHARGE_POINT } from '../machines/vocabulary/peer.ts';
import { type DurableLane, laneOf } from '../machines/vocabulary/records.ts';
import type { SecurityEvent } from '../machines/vocabulary/security-events.ts';
import type { CurrentLimitsEdge } from './current-limits.ts';
import type { Edge } from './edge.ts';

type Needs = {
  readonly edge: Edge;
  readonly storage: Storage;
  readonly limits: CurrentLimitsEdge;
  /** A line of the security log. */
  readonly noteSecurity?: ((event: SecurityEvent) => void) | undefined;
  readonly reply: (reply: CallReply) => void;
  /** Storage refused: said once in the log. */
  readonly report: (error: unknown) => void;
};

/** Binds the port `commit`: store, then answer, then say so. The order is the contract of CommitRequest. */
export function commitPort({ edge, storage, limits, noteSecurity, reply, report }: Needs) {
  return (actor: ActorId, request: CommitRequest): void => {
    const { changes = [], messages = [], security = [], then = [], purpose = '' } = request;
    for (const event of security) noteSecurity?.(event);
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
      const urgent = lane === 'security' && isUrgent(security);
      edge.deliver(CALL_QUEUE, { type: 'STORED', lane, waiting, ...(urgent && { urgent }) });
    }
    edge.deliver(actor, { type: 'COMMITTED', purpose, then });
  };
}
