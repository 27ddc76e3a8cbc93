import type { AnyStateMachine } from 'xstate';
import type { Inspected, PlainEvent, PlainSnapshot, Protocol } from './inspected.ts';
import { v4Component, v4Machine } from './v4-machine.ts';

/** An event as XState 4 wraps it. */
const scxml = (event: PlainEvent, origin: string | null): object => ({
  name: event.type,
  data: event,
  $$type: 'scxml',
  type: 'external',
  ...(origin !== null && { origin }),
});

/** What `State.create` of XState 4 takes. */
function v4StateText(actor: Inspected, snapshot: PlainSnapshot, cause: PlainEvent): string {
  const { status = 'active', value, context = {}, tags = [] } = snapshot;
  return JSON.stringify({
    value: actor.machine === null ? status : value,
    context,
    event: cause,
    _event: scxml(cause, null),
    _sessionid: actor.sessionId,
    actions: [],
    activities: {},
    meta: {},
    events: [],
    configuration: [],
    transitions: [],
    children: {},
    done: status === 'done',
    tags,
    changed: true,
  });
}

const machineTexts = new WeakMap<AnyStateMachine, string>();
function machineText({ id, machine }: Inspected): string {
  if (machine === null) return JSON.stringify(v4Component(id));
  const known = machineTexts.get(machine);
  if (known !== undefined) return known;
  const text = JSON.stringify(v4Machine(machine));
  machineTexts.set(machine, text);
  return text;
}

/** The protocol of `@xstate/inspect` 0.8.0, which is for XState 4; what is nested there is JSON in a text. */
export const classicProtocol: Protocol = {
  registered: (actor, snapshot, cause) => {
    const { id, sessionId, parentSession } = actor;
    const state = v4StateText(actor, snapshot, cause);
    const machine = machineText(actor);
    const parent = parentSession ?? undefined;
    return [JSON.stringify({ type: 'service.register', machine, state, id, sessionId, parent })];
  },
  event: ({ sessionId }, event, source) => [
    JSON.stringify({ type: 'service.event', sessionId, event: JSON.stringify(scxml(event, source)) }),
  ],
  snapshot: (actor, snapshot, cause) => {
    const { sessionId } = actor;
    return [JSON.stringify({ type: 'service.state', sessionId, state: v4StateText(actor, snapshot, cause) })];
  },
  stopped: ({ sessionId }) => [JSON.stringify({ type: 'service.stop', sessionId })],
};
