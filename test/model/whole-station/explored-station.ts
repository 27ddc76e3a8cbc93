import type { AnyMachineSnapshot } from 'xstate';
import type { CallQueueState, InFlight, Lane } from '../../../machines/rules/call-queue.ts';
import type { CallRequest } from '../../../machines/vocabulary/effects.ts';
import { CALL_QUEUE, OCPP_CONNECTION } from '../../../machines/vocabulary/peer.ts';
import type { ComponentState } from '../component.ts';
import { MemoComponent } from '../memo-component.ts';
import type { Choice } from '../model.ts';
import type { Actor } from '../system.ts';
import type { Around } from './around.ts';
import { StationModel, type StationNode, type StationOptions, type StationRecord } from './station-model.ts';

type Hosted = { readonly reducer: object; readonly context: CallQueueState };
type Renaming = (messageId: string) => string;
const BASE = 10;

const idsOfLane = ({ earlier, answer }: Lane): readonly string[] => [
  ...earlier,
  ...(answer ? [answer.messageId] : []),
];
const numberIn = (messageId: string): number => Number(messageId.split('-')[1]);

/**
 * Message ids that still matter, oldest first. An earlier id of a lane that the central system has forgotten
 * is never answered any more: it does not matter.
 */
function livingIds({ inFlight, lanes }: CallQueueState, around: Around): readonly string[] {
  const answerable = around.wire.answerable.map((it) => it.messageId);
  const flying = inFlight ? [inFlight.messageId] : [];
  const observed = [around.seen.wire.inFlight, around.seen.delivery.inFlight?.messageId ?? null];
  const answers = Object.values(lanes).flatMap(({ answer }) => (answer ? [answer.messageId] : []));
  const all = [...answerable, ...flying, ...answers, ...observed.filter((it) => it !== null)];
  return [...new Set(all)].sort((a, b) => numberIn(a) - numberIn(b));
}

const renamedLane = (lane: Lane, rename: Renaming, lives: (id: string) => boolean): Lane => ({
  ...lane,
  earlier: lane.earlier.filter(lives).map(rename),
  answer: lane.answer && { ...lane.answer, messageId: rename(lane.answer.messageId) },
});

/** Requests of the connection count from the one it made last. */
const renumbered =
  (latest: number) =>
  (request: CallRequest): CallRequest =>
    request.requester === OCPP_CONNECTION && request.action === 'BootNotification'
      ? { ...request, request: (request.request - latest + BASE + 1000) % 1000 }
      : request;

function renamedQueue(
  queue: CallQueueState,
  ids: readonly string[],
  rename: Renaming,
  renumber: (request: CallRequest) => CallRequest,
): CallQueueState {
  const lives = (id: string): boolean => ids.includes(id);
  const { inFlight, requests, lanes } = queue;
  const flying = (it: InFlight): InFlight =>
    it.kind === 'request'
      ? { ...it, messageId: rename(it.messageId), request: renumber(it.request) }
      : { ...it, messageId: rename(it.messageId) };
  return {
    ...queue,
    inFlight: inFlight && flying(inFlight),
    requests: requests.map(renumber),
    lanes: {
      transaction: renamedLane(lanes.transaction, rename, lives),
      security: renamedLane(lanes.security, rename, lives),
    },
    sent: ids.length,
  };
}

function renamedAround(around: Around, rename: Renaming, ids: readonly string[]): Around {
  const { sent, wire, seen } = around;
  const kept = Object.entries(sent).filter(([id]) => ids.includes(id));
  const { inFlight } = seen.delivery;
  return {
    ...around,
    sent: Object.fromEntries(kept.map(([id, sequence]) => [rename(id), sequence])),
    wire: { ...wire, answerable: wire.answerable.map((it) => ({ ...it, messageId: rename(it.messageId) })) },
    seen: {
      wire: { ...seen.wire, inFlight: seen.wire.inFlight && rename(seen.wire.inFlight) },
      delivery: {
        ...seen.delivery,
        inFlight: inFlight && { ...inFlight, messageId: rename(inFlight.messageId) },
      },
    },
  };
}

/** For exploring: outcomes are remembered, and ids and numbers that only have to differ count anew. */
export class ExploredStation extends StationModel {
  constructor(options: StationOptions) {
    super({ ...options, decorate: (component, situation) => new MemoComponent(component, situation) });
  }

  override initial(): { node: StationNode; record: StationRecord } {
    const { node, record } = super.initial();
    return { node: this.#canonical(node), record };
  }

  override take(node: StationNode, choice: Choice): { node: StationNode; record: StationRecord } {
    const taken = super.take(node, choice);
    return { node: this.#canonical(taken.node), record: taken.record };
  }

  #canonical({ world, around }: StationNode): StationNode {
    const [queue, connection] = [world.actors.get(CALL_QUEUE), world.actors.get(OCPP_CONNECTION)];
    if (!queue || !connection) return { world, around };
    const { reducer, context } = queue.state as Hosted;
    const ids = livingIds(context, around);
    const isCanonical = ids.every((id, index) => id === `b-${index + 1}`) && context.sent === ids.length;
    const snapshot = connection.state as AnyMachineSnapshot;
    const latest: number = snapshot.context.control.request;
    const unknown = Object.values(context.lanes)
      .flatMap(idsOfLane)
      .concat(Object.keys(around.sent))
      .some((id) => !ids.includes(id));
    if (isCanonical && latest === BASE && !unknown) return { world, around };
    const rename: Renaming = (id) => `b-${ids.indexOf(id) + 1}`;
    const actors = new Map(world.actors);
    const renamed = renamedQueue(context, ids, rename, renumbered(latest));
    actors.set(CALL_QUEUE, withState(queue, { reducer, context: renamed }));
    const control = { ...snapshot.context.control, request: BASE };
    const state = { ...snapshot, context: { ...snapshot.context, control } };
    actors.set(OCPP_CONNECTION, withState(connection, state));
    return { world: { ...world, actors }, around: renamedAround(around, rename, ids) };
  }
}

function withState(actor: Actor, state: ComponentState): Actor {
  const { component } = actor;
  return { ...actor, state: component instanceof MemoComponent ? component.one(state) : state };
}
