import type { AnyStateNode } from 'xstate';
import { actionWords, guardWords } from './action-words.ts';

/** What makes a transition happen. */
export type EdgeKind = 'event' | 'always' | 'after' | 'done' | 'error' | 'snapshot';

/** A transition of a statechart as plain data. */
export type GraphEdge = {
  /** `machine#state.path/event/index`, see `transitionId`. */
  readonly id: string;
  readonly kind: EdgeKind;
  readonly source: string;
  /** Empty where the transition only acts. More than one where it enters several regions. */
  readonly targets: readonly string[];
  /**
   * The event for people: `PILOT`, `always`, `after vehicleResponse`, `done`, `done contactor`, `any event`.
   */
  readonly event: string;
  /** In words, empty without a guard. */
  readonly guard: string;
  /** Name of the delay of an `after`. */
  readonly delay: string | null;
  readonly actions: readonly string[];
  /** The source is not left: no target, or a descendant without `reenter`. */
  readonly internal: boolean;
  readonly description: string;
};

/** A transition as XState keeps it and as `@xstate.microstep` reports it in `_transitions`. */
export type Transition = {
  readonly source: AnyStateNode;
  readonly eventType: string | null;
  readonly target?: readonly AnyStateNode[] | undefined;
  readonly guard?: unknown;
  readonly actions: readonly unknown[];
  readonly reenter?: boolean;
  readonly delay?: unknown;
  readonly description?: string | undefined;
};

type EventName = { readonly kind: EdgeKind; readonly key: string; readonly words: string };

/**
 * `key` is the event part of ids: `@always`, `@after.delay`, `@done`, `@done.id`, or the event's own name.
 */
function eventName(node: AnyStateNode, { eventType, delay }: Transition): EventName {
  const type = eventType ?? '';
  if (type === '') return { kind: 'always', key: '@always', words: 'always' };
  if (delay !== undefined) return { kind: 'after', key: `@after.${delay}`, words: `after ${delay}` };
  if (type === `xstate.done.state.${node.id}`) return { kind: 'done', key: '@done', words: 'done' };
  const [, kind, id] = /^xstate\.(done\.actor|error\.actor|snapshot)\.(.*)$/.exec(type) ?? [];
  if (kind === undefined || id === undefined) {
    return { kind: 'event', key: type, words: type === '*' ? 'any event' : type };
  }
  const short = kind.split('.')[0] as 'done' | 'error' | 'snapshot';
  return { kind: short, key: `@${short}.${id}`, words: `${short} ${id === '*' ? 'of any child' : id}` };
}

/** Transitions of a state in the order in which XState tries them, event by event; `always` last. */
export function graphEdges(node: AnyStateNode, stateId: (node: AnyStateNode) => string): GraphEdge[] {
  const groups: readonly (readonly Transition[])[] = [...node.transitions.values(), node.always ?? []];
  return groups.flatMap((group) =>
    group.map((transition, index): GraphEdge => {
      const { kind, key, words } = eventName(node, transition);
      const targets = transition.target ?? [];
      return {
        id: `${stateId(node)}/${key}/${index}`,
        kind,
        source: stateId(node),
        targets: targets.map(stateId),
        event: words,
        guard: guardWords(transition.guard),
        delay: transition.delay === undefined ? null : String(transition.delay),
        actions: transition.actions.flatMap(actionWords),
        internal: !transition.reenter && targets.every((target) => isBelow(target, node)),
        description: transition.description ?? '',
      };
    }),
  );
}

const isBelow = (node: AnyStateNode, ancestor: AnyStateNode): boolean =>
  node !== ancestor &&
  node.path.length > ancestor.path.length &&
  ancestor.path.every((key, i) => key === node.path[i]);

/**
 * The stable id of a transition that XState took: `machine#state.path/event/index`, where index counts the
 * transitions of that state for that event. Equal for every actor and every re-creation of the machine.
 * @param transition an element of `_transitions` of an `@xstate.microstep` inspection event.
 * @returns null for the first step of an actor, which no transition of the chart makes.
 */
export function transitionId(transition: Transition): string | null {
  const { source, eventType } = transition;
  const group: readonly unknown[] =
    eventType === '' ? (source.always ?? []) : (source.transitions.get(eventType ?? '') ?? []);
  const index = group.indexOf(transition);
  if (index < 0) return null;
  return `${source.machine.id}#${source.path.join('.')}/${eventName(source, transition).key}/${index}`;
}
