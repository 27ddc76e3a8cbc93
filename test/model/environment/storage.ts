import type { CommitRequest } from '../../../machines/vocabulary/effects.ts';
import { type Addressed, connectorActor } from '../../../machines/vocabulary/peer.ts';
import type { Move, Part, View } from '../environment.ts';
import type { Effect } from '../system.ts';

type Pending = { readonly actor: string; readonly purpose: string };

/** Storage, and the StartTransaction that it holds for the central system. */
export type Storage = {
  readonly pending: readonly Pending[];
  /** How often storing may still fail. */
  readonly failures: number;
  /** Our number of the transaction that is stored open. */
  readonly open: number | null;
  /** Its StartTransaction is not answered yet. */
  readonly unanswered: boolean;
  /** The central system refused its idTag. */
  readonly refused: boolean;
};

/** A transaction of the past: every transaction of a model has a number above it. */
const OLDER_TRANSACTION = 0;
const transactionOf = (actor: string): number => Number(actor.replace('transaction-', ''));
const without = <T>(items: readonly T[], gone: T): readonly T[] => items.filter((item) => item !== gone);

function committed(state: Storage, done: Pending): Storage {
  const pending = without(state.pending, done);
  if (done.purpose === 'start')
    return { ...state, pending, open: transactionOf(done.actor), unanswered: true, refused: false };
  if (done.purpose === 'stop') return { ...state, pending, open: null, unanswered: false, refused: false };
  return { ...state, pending };
}

function requested(state: Storage, { actor, params }: Effect): Storage {
  const { purpose = '' } = params as CommitRequest;
  if (state.pending.some((it) => it.actor === actor && it.purpose === purpose)) return state;
  const pending = [...state.pending, { actor, purpose }];
  pending.sort((a, b) => (`${a.actor} ${a.purpose}` < `${b.actor} ${b.purpose}` ? -1 : 1));
  return { ...state, pending };
}

/** A commit whose actor is gone changed the records all the same; nobody hears of it. */
function settled(state: Storage, view: View): Storage {
  const orphans = state.pending.filter(({ actor }) => !view.alive(actor));
  return orphans.reduce(committed, state);
}

export type StorageOptions = {
  readonly failures: number;
  /** Answers before anything else happens, as one on the station's own thread does; else some time later. */
  readonly prompt: boolean;
  /** A transaction that was open when the station went down. */
  readonly interrupted: number | null;
};

/**
 * Answers each commit, or refuses it as often as `failures` says; then StartTransaction is answered
 * some time, or never; and so may one of the past be, at any time.
 */
export function storage(
  connectorId: number,
  { failures, prompt, interrupted }: StorageOptions,
): Part<Storage> {
  const answers = (state: Storage): readonly Move<Storage>[] =>
    state.pending.flatMap((it) => {
      const { actor: to, purpose } = it;
      const label = `${purpose} of ${to}`;
      const then: readonly Addressed[] = [];
      const stored: Move<Storage> = {
        label: `stored: ${label}`,
        to,
        event: { type: 'COMMITTED', purpose, then },
        next: committed(state, it),
      };
      const refused: Move<Storage> = {
        label: `storage fails: ${label}`,
        to,
        event: { type: 'COMMIT_FAILED', purpose },
        next: { ...state, pending: without(state.pending, it), failures: state.failures - 1 },
      };
      return state.failures > 0 ? [stored, refused] : [stored];
    });
  const startAnswer = (transaction: number, accepted: boolean, next: Storage): Move<Storage> => ({
    label: `StartTransaction ${transaction} ${accepted ? 'accepted' : 'refused'}`,
    to: connectorActor(connectorId),
    event: { type: 'START_ANSWERED', transaction, accepted, parentIdTag: null },
    next,
  });
  const starts = (state: Storage): readonly Move<Storage>[] => {
    const answered = { ...state, unanswered: false };
    const older = startAnswer(OLDER_TRANSACTION, false, state);
    if (state.open === null || !state.unanswered) return [older];
    return [
      startAnswer(state.open, true, answered),
      startAnswer(state.open, false, { ...answered, refused: true }),
      older,
    ];
  };
  return {
    initial: { pending: [], failures, open: interrupted, unanswered: false, refused: false },
    moves: (state) =>
      prompt && state.pending.length > 0 ? answers(state) : [...answers(state), ...starts(state)],
    urgent: (state) => prompt && state.pending.length > 0,
    absorb: (state, effect) => (effect.port === 'commit' ? requested(state, effect) : state),
    settle: (state, view) => settled(state, view),
  };
}
