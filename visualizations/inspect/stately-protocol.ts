import type { AnyStateMachine } from 'xstate';
import type { Inspected, Protocol } from './inspected.ts';

/** The version of `@statelyai/inspect` whose frames these are. */
const VERSION = '0.7.2';

const named = (_key: string, value: unknown): unknown =>
  typeof value === 'function' ? { type: value.name } : value;

const definitions = new WeakMap<AnyStateMachine, string>();
/** The configuration as text, functions by their names, as that package writes it. */
function definitionOf({ id, machine }: Inspected): string {
  if (machine === null) return JSON.stringify({ id });
  const known = definitions.get(machine);
  if (known !== undefined) return known;
  const text = JSON.stringify(machine.config, named);
  definitions.set(machine, text);
  return text;
}

/**
 * The protocol of `@statelyai/inspect`, which is for XState 5. It has no word for an actor that ended but the
 * status of its last snapshot.
 * @param now_ms the wall clock of the station.
 */
export function statelyProtocol(now_ms: () => number): Protocol {
  const head = ({ sessionId, rootSession }: Inspected): object => ({
    sessionId,
    rootId: rootSession,
    id: null,
    createdAt: String(now_ms()),
    _version: VERSION,
  });
  return {
    registered: (actor, snapshot) => [
      JSON.stringify({
        type: '@xstate.actor',
        ...head(actor),
        name: actor.id,
        parentId: actor.parentSession ?? undefined,
        definition: definitionOf(actor),
        snapshot,
      }),
    ],
    event: (actor, event, source) => [
      JSON.stringify({ type: '@xstate.event', ...head(actor), event, sourceId: source ?? undefined }),
    ],
    snapshot: (actor, snapshot, event) => [
      JSON.stringify({ type: '@xstate.snapshot', ...head(actor), event, snapshot }),
    ],
    stopped: () => [],
  };
}
