import type { CommitRequest } from '../../../machines/vocabulary/effects.ts';
import { CHARGE_POINT } from '../../../machines/vocabulary/peer.ts';
import type { Move, Part } from '../environment.ts';
import type { Effect } from '../system.ts';

/** What the central system asks of the station. */
export type Call = { readonly label: string; readonly action: string; readonly payload: object };

/** What it did, and what the station promised. */
export type CentralSystem = {
  readonly connected: boolean;
  /** Our numbers of transactions whose StartTransaction it has not answered yet. */
  readonly unanswered: readonly number[];
  /** And of those whose idTag it refused. */
  readonly refused: readonly number[];
  /** The kind of a Reset that was accepted and has not been carried out. */
  readonly resetting: 'Hard' | 'Soft' | null;
  /** An orderly stop of the process was asked for. */
  readonly stopping: boolean;
};
export type CentralSystemOptions = {
  readonly calls: readonly Call[];
  /** It refuses idTags in the answer to StartTransaction, too. */
  readonly refuses: boolean;
  /** The link may be lost; else it is there before anything else happens. */
  readonly loses: boolean;
  /** The process may be told to stop in order. */
  readonly stops: boolean;
  /** StartTransaction is accepted before anything else happens. */
  readonly prompt?: boolean;
};

const AT = { monotonic_ms: 0, wall_ms: 0 };
const link = (connected: boolean) => ({
  type: 'LINK_SUMMARY',
  link: { connected, registration: 'accepted' },
});
const ONLINE = link(true);
const OFFLINE = link(false);
const SHUT_DOWN = { type: 'SHUT_DOWN' };
const QUEUE_EMPTY = { type: 'QUEUE_EMPTY' };

/** As the first boot finds it; a connection has to be made again after each. */
export const afterBoot = (state: CentralSystem): CentralSystem => ({
  ...state,
  connected: false,
  resetting: null,
  stopping: false,
});

/** The number of the answer to a CALL: each is answered in its own step, so that one name for all will do. */
export const messageIdOf = ({ action, payload }: Call): string =>
  action === 'Reset' ? `Reset ${(payload as { type: string }).type}` : action;

function promised(state: CentralSystem, { params }: Effect): CentralSystem {
  const { reply, messages = [] } = params as CommitRequest;
  const starts = messages.flatMap((it) => (it.action === 'StartTransaction' ? [it.transaction] : []));
  const [, kind] = /^Reset (Hard|Soft)$/.exec(reply?.messageId ?? '') ?? [];
  const accepted = reply && 'conf' in reply && (reply.conf as { status?: string }).status === 'Accepted';
  return {
    ...state,
    unanswered: [...state.unanswered, ...starts].sort((a, b) => a - b),
    resetting: kind && accepted ? (kind as 'Hard' | 'Soft') : state.resetting,
  };
}

const without = (numbers: readonly number[], gone: number): readonly number[] =>
  numbers.filter((it) => it !== gone);

/**
 * Asks at any time, and answers StartTransaction any time later or never. Messages are delivered before the
 * station starts anew, or not.
 */
export function centralSystem(options: CentralSystemOptions): Part<CentralSystem> {
  const calls = options.calls.map((call) => {
    const { action, payload } = call;
    return {
      label: call.label,
      event: { type: 'CALL', messageId: messageIdOf(call), action, payload, at: AT },
    };
  });
  const linkTo = (state: CentralSystem, connected: boolean): Move<CentralSystem> => ({
    label: connected ? 'online' : 'offline',
    to: CHARGE_POINT,
    event: connected ? ONLINE : OFFLINE,
    next: { ...state, connected },
  });
  const answer = (state: CentralSystem, transaction: number, accepted: boolean): Move<CentralSystem> => ({
    label: `StartTransaction ${transaction} ${accepted ? 'accepted' : 'refused'}`,
    to: CHARGE_POINT,
    event: { type: 'START_ANSWERED', transaction, accepted, parentIdTag: null },
    next: {
      ...state,
      unanswered: without(state.unanswered, transaction),
      refused: accepted ? state.refused : [...state.refused, transaction].sort((a, b) => a - b),
    },
  });
  return {
    initial: { connected: false, unanswered: [], refused: [], resetting: null, stopping: false },
    urgent: ({ connected, unanswered }) =>
      (!connected && !options.loses) || (options.prompt === true && unanswered.length > 0),
    moves: (state, view) => {
      if (!view.alive(CHARGE_POINT)) return [];
      if (!state.connected && !options.loses) return [linkTo(state, true)];
      if (options.prompt && state.unanswered.length > 0) return [answer(state, state.unanswered[0]!, true)];
      const toStation = (label: string, event: { type: string }): Move<CentralSystem> => ({
        label,
        to: CHARGE_POINT,
        event,
        next: state,
      });
      const going = view.control(CHARGE_POINT)?.going ?? null;
      return [
        ...(options.loses ? [linkTo(state, !state.connected)] : []),
        ...(state.connected ? calls.map(({ label, event }) => toStation(label, event)) : []),
        ...state.unanswered.flatMap((it) => [
          answer(state, it, true),
          ...(options.refuses ? [answer(state, it, false)] : []),
        ]),
        ...(going === null || going === 'stop' ? [] : [toStation('every message is delivered', QUEUE_EMPTY)]),
        ...(options.stops && !state.stopping
          ? [{ ...toStation('orderly stop', SHUT_DOWN), next: { ...state, stopping: true } }]
          : []),
      ];
    },
    absorb: (state, effect) => (effect.port === 'commit' ? promised(state, effect) : state),
  };
}

/** Forgets transactions that are over: their late answers are explored with one connector. */
export function onlyOpen(state: CentralSystem, open: readonly number[]): CentralSystem {
  const isOpen = (id: number): boolean => open.includes(id);
  if (state.unanswered.every(isOpen) && state.refused.every(isOpen)) return state;
  return { ...state, unanswered: state.unanswered.filter(isOpen), refused: state.refused.filter(isOpen) };
}
