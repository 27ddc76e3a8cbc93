import type { AnyEventObject } from 'xstate';
import type { ActorId } from '../../machines/vocabulary/peer.ts';
import type { Effect } from './system.ts';

/** Something that may happen next, and what it makes of its part of the environment. */
export type Move<State> = {
  readonly label: string;
  readonly to: ActorId;
  readonly event: AnyEventObject;
  readonly next: State;
};

/** What the environment may see of the station. */
export type View = {
  alive(id: ActorId): boolean;
  /** `control` of an actor's context, or null if it is not alive. */
  control(id: ActorId): Readonly<Record<string, unknown>> | null;
};

/**
 * A part of the world around the station: hardware, storage, people, the central system. It offers moves,
 * and what ports do changes it.
 */
export interface Part<State> {
  readonly initial: State;
  moves(state: State, view: View): readonly Move<State>[];
  /**
   * Its moves come before everything else: the edge delivers them right after the step that asked for them.
   */
  urgent?(state: State): boolean;
  absorb?(state: State, effect: Effect): State;
  /** After a step: what concerns actors that are gone is forgotten. */
  settle?(state: State, view: View): State;
}

/** Something that may happen at any time, and changes nothing around the station. */
export type Stimulus = Omit<Move<object>, 'next'>;

export const anyTime = (stimuli: readonly Stimulus[]): Part<object> => {
  const initial = {};
  const moves = stimuli.map((it) => ({ ...it, next: initial }));
  return { initial, moves: () => moves };
};

/**
 * Several parts beside each other, each with its state under its name.
 * @param inTurn of the parts that are urgent the first comes first; else they come in any order.
 */
export function environmentOf<States extends Record<string, unknown>>(
  parts: { readonly [Name in keyof States]: Part<States[Name]> },
  inTurn = false,
): Part<States> {
  const names: readonly (keyof States)[] = Object.keys(parts);
  const initial = Object.fromEntries(names.map((name) => [name, parts[name].initial])) as States;
  const mapped = (
    states: States,
    change: <K extends keyof States>(name: K, state: States[K]) => States[K],
  ) => {
    let next = states;
    for (const name of names) {
      const state = change(name, states[name]);
      if (state !== states[name]) next = { ...next, [name]: state };
    }
    return next;
  };
  const isUrgent = (states: States) => (name: keyof States) => parts[name].urgent?.(states[name]) ?? false;
  return {
    initial,
    urgent: (states) => names.some(isUrgent(states)),
    moves: (states, view) => {
      const all = names.filter(isUrgent(states));
      const urgent = inTurn ? all.slice(0, 1) : all;
      return (urgent.length > 0 ? urgent : names).flatMap((name) =>
        parts[name]
          .moves(states[name], view)
          .map((move) => ({ ...move, next: { ...states, [name]: move.next } })),
      );
    },
    absorb: (states, effect) => mapped(states, (name, state) => parts[name].absorb?.(state, effect) ?? state),
    settle: (states, view) => mapped(states, (name, state) => parts[name].settle?.(state, view) ?? state),
  };
}
