import type { CallRequest, CommitRequest } from '../../../machines/vocabulary/effects.ts';
import { type ActorId, connectorActor, RFID_SESSION } from '../../../machines/vocabulary/peer.ts';
import type { Move, Part, View } from '../environment.ts';

/** Who shows cards, and what the central system says of them. */
export type People = {
  /** The idTag of each Authorize that is not answered yet. */
  readonly asked: Readonly<Record<ActorId, string | null>>;
  /** Who was accepted and has not charged yet, once for each time, in order of their tags. */
  readonly granted: readonly string[];
};
export type PeopleOptions = {
  readonly cards: readonly string[];
  readonly connectors: readonly number[];
  /** The parentIdTag of every card. */
  readonly parentIdTag: string | null;
  /** Accepted for ever: whom remote starts are for that need no Authorize. */
  readonly trusted?: readonly string[];
};

const AT = { monotonic_ms: 0, wall_ms: 0 };
const REFUSED = { type: 'CALL_ANSWERED', conf: { idTagInfo: { status: 'Invalid' } } };
const accepted = (parentIdTag: string | null) => ({
  type: 'CALL_ANSWERED',
  conf: { idTagInfo: { status: 'Accepted', ...(parentIdTag === null ? {} : { parentIdTag }) } },
});

/** Two at most, for there are two connectors. */
const withTag = (tags: readonly string[], tag: string): readonly string[] =>
  tags.filter((it) => it === tag).length > 1 ? tags : [...tags, tag].sort();
const withoutOne = (tags: readonly string[], tag: string): readonly string[] => {
  const at = tags.indexOf(tag);
  return at === -1 ? tags : tags.toSpliced(at, 1);
};

/** Any card at any time; an Authorize is accepted, refused, or never answered. */
export function people({ cards, connectors, parentIdTag, trusted = [] }: PeopleOptions): Part<People> {
  const acceptance = accepted(parentIdTag);
  const answers = (state: People, to: ActorId, idTag: string, view: View): readonly Move<People>[] => {
    const request = view.control(to)?.request;
    const next = { ...state, asked: { ...state.asked, [to]: null } };
    const answer = (words: string, event: object, then: People): Move<People> => ({
      label: `Authorize ${idTag} ${words} (${to})`,
      to,
      event: { type: 'CALL_ANSWERED', ...event, action: 'Authorize', request },
      next: then,
    });
    return [
      answer('accepted', acceptance, { ...next, granted: withTag(next.granted, idTag) }),
      answer('refused', REFUSED, next),
    ];
  };
  return {
    initial: { asked: {}, granted: trusted },
    moves: (state, view) => [
      ...cards.map((idTag) => ({
        label: `card ${idTag}`,
        to: RFID_SESSION,
        event: { type: 'CARD', idTag, at: AT },
        next: state,
      })),
      ...Object.entries(state.asked).flatMap(([to, idTag]) =>
        idTag === null || !view.alive(to) ? [] : answers(state, to, idTag, view),
      ),
    ],
    absorb: (state, { port, params }) => {
      if (port === 'commit') {
        const start = (params as CommitRequest).messages?.find(({ action }) => action === 'StartTransaction');
        if (start?.action !== 'StartTransaction' || trusted.includes(start.payload.idTag)) return state;
        return { ...state, granted: withoutOne(state.granted, start.payload.idTag) };
      }
      if (port !== 'call') return state;
      const { action, payload, requester } = params as CallRequest;
      if (action !== 'Authorize') return state;
      const { idTag } = payload as { idTag: string };
      return { ...state, asked: { ...state.asked, [requester]: idTag } };
    },
    // Who has no session is forgotten: a later start needs another acceptance. So is a card that nobody looks
    // at any more: what a late answer does is explored with one connector.
    settle: (state, view) => {
      const has = (tag: string) =>
        trusted.includes(tag) || connectors.some((id) => view.control(connectorActor(id))?.idTag === tag);
      const granted = state.granted.every(has) ? state.granted : state.granted.filter(has);
      const looking = (view.control(RFID_SESSION)?.idTag ?? null) !== null;
      const forgets = !looking && (state.asked[RFID_SESSION] ?? null) !== null;
      if (granted === state.granted && !forgets) return state;
      return { granted, asked: forgets ? { ...state.asked, [RFID_SESSION]: null } : state.asked };
    },
  };
}
