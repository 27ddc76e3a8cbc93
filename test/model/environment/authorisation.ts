import { type ActorId, RFID_SESSION } from '../../../machines/vocabulary/peer.ts';
import type { Move, Part } from '../environment.ts';

const AT = { monotonic_ms: 0, wall_ms: 0 };
const ANSWERS = [
  { words: 'accepted', type: 'CALL_ANSWERED', conf: { idTagInfo: { status: 'Accepted' } } },
  { words: 'refused', type: 'CALL_ANSWERED', conf: { idTagInfo: { status: 'Invalid' } } },
  { words: 'fails', type: 'CALL_FAILED', failure: 'timeout' },
] as const;
/**
 * Request numbers run from 0 to 999: this one is never the latest of a model that counts anew at each step.
 */
export const OLDER_REQUEST = 999;

/**
 * Any card at any time. The latest Authorize of each requester may be accepted, refused, or fail, at any
 * time or never; so may an older one. What is pending need not be known: an answer too many only adds
 * behaviour.
 */
export function authorisation(cards: readonly string[], requesters: readonly ActorId[]): Part<object> {
  const state = {};
  const shown = cards.map((idTag) => {
    return { label: `card ${idTag}`, to: RFID_SESSION, event: { type: 'CARD', idTag, at: AT }, next: state };
  });
  const answer = (to: ActorId, request: number, age: string): readonly Move<object>[] =>
    ANSWERS.map(({ words, ...rest }) => ({
      label: `Authorize ${words} (${age}${to})`,
      to,
      event: { ...rest, action: 'Authorize', request },
      next: state,
    }));
  return {
    initial: state,
    moves: (_, view) => [
      ...shown,
      ...requesters.flatMap((to) => {
        const latest = view.control(to)?.request as number;
        return [...answer(to, latest, ''), answer(to, OLDER_REQUEST, 'older, ')[0]!];
      }),
    ],
  };
}
