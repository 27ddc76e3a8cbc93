import type { AnyMachineSnapshot } from 'xstate';
import type { CallQueueState } from '../../../machines/rules/call-queue.ts';
import { CALL_QUEUE, connectorActor, OCPP_CONNECTION } from '../../../machines/vocabulary/peer.ts';
import type { Fairness } from '../fair-cycles.ts';
import type { LivenessProperty } from '../liveness.ts';
import type { Choice } from '../model.ts';
import type { Marks } from '../state-graph.ts';
import { timerName } from '../timers.ts';
import { HEARTBEAT, type StationChoice, type StationModel, type StationNode } from './station-model.ts';

/** Bits of a step: what it is to the world. */
const STEP = { hostile: 1, work: 2, answer: 4, open: 8, pong: 16, board: 32, cut: 64, late: 128 } as const;
/** Bits of a state: what may happen there, and what is waited for. */
const STATE = {
  answer: 4,
  open: 8,
  pong: 16,
  board: 32,
  behind: 256,
  starting: 512,
  stopping: 1024,
} as const;
/** Timers that only fire if the other side does not answer in time. */
const LATE = ['call-queue answer', 'connectTimeout', 'pongTimeout'];

const bits = new Map<string, number>();
function bitOf(timer: string): number {
  const known = bits.get(timer) ?? bits.size % 31;
  bits.set(timer, known);
  return 1 << known;
}

/**
 * Through a link that fell silent nobody can answer: then the timer is what helps. Who answers in time does
 * so before the next Heartbeat.
 */
function stepBit({ around }: StationNode, { kind, label }: StationChoice): number {
  const early = around.seen.wire.inFlight !== null && label.includes(HEARTBEAT);
  const late = early || (around.wire.socket !== 'half-open' && LATE.some((it) => label.includes(it)));
  if (kind === 'timer') return late ? STEP.late : 0;
  if (kind === 'power cut') return STEP.cut;
  return kind === 'neutral' ? 0 : STEP[kind];
}
const isGood = (kind: StationChoice['kind']): kind is 'answer' | 'open' | 'pong' | 'board' =>
  kind === 'answer' || kind === 'open' || kind === 'pong' || kind === 'board';

/** Connected, accepted, and nothing waits to be sent. */
function isInStep({ world, around }: StationNode): boolean {
  const connection = world.actors.get(OCPP_CONNECTION)?.state as AnyMachineSnapshot;
  const { context } = world.actors.get(CALL_QUEUE)?.state as { context: CallQueueState };
  return (
    around.wire.socket === 'open' &&
    connection.matches({ link: 'connected', registration: 'accepted' }) &&
    context.inFlight === null &&
    context.requests.length === 0 &&
    around.disk.messages.length === 0
  );
}

function waitsFor(node: StationNode): number {
  const connector = node.world.actors.get(connectorActor(1))?.state as AnyMachineSnapshot;
  const { session } = connector.value as { session: string | Record<string, unknown> };
  const phase = typeof session === 'string' ? session : Object.keys(session)[0];
  const starting =
    phase === 'authorising' ||
    phase === 'awaitingPlug' ||
    connector.matches({ session: { transaction: 'starting' } });
  return (
    (isInStep(node) ? 0 : STATE.behind) |
    (starting ? STATE.starting : 0) |
    (phase === 'stopping' ? STATE.stopping : 0)
  );
}

export const stationMarks = (model: StationModel): Marks<StationNode> => ({
  state: (node) =>
    model.choices(node).reduce((all, { kind }) => (isGood(kind) ? all | STATE[kind] : all), waitsFor(node)),
  edge: (before, choice: Choice) => stepBit(before, choice as StationChoice),
  timers: (before, after) =>
    after.world.timers
      .filter((it) => before.world.timers.includes(it) && !it.timer.includes(HEARTBEAT))
      .reduce((all, it) => all | bitOf(timerName(it)), 0),
});

const fair = (kind: 'answer' | 'open' | 'pong' | 'board', words: string): Fairness => ({
  words,
  enabled: STATE[kind],
  taken: STEP[kind],
});
const FAIR: readonly Fairness[] = [
  fair('open', 'a socket that is opened again and again opens at last'),
  fair('answer', 'a CALL in flight is answered at last'),
  fair('pong', 'a ping is answered at last'),
  fair('board', 'board and vehicle do what they are told'),
];
const KIND_LINK = STEP.hostile | STEP.late | STEP.work | STEP.cut;

/**
 * L2 and L6 ask for a kind world from some time on, whatever was before; L1 and L3 for nothing but timers
 * that fire and a board that does as it is told.
 */
export const STATION_LIVENESS: readonly LivenessProperty[] = [
  {
    property: 'L2, L6',
    words: 'online with nothing left to send',
    ends: KIND_LINK,
    fairness: FAIR,
    within: (marks) => (marks & STATE.behind) !== 0,
  },
  {
    property: 'L1',
    words: 'the transaction, or the end, of an accepted start',
    ends: 0,
    fairness: FAIR.filter(({ taken }) => taken === STEP.board),
    within: (marks) => (marks & STATE.starting) !== 0,
  },
  {
    property: 'L3',
    words: 'the end of a transaction that was stopped or interrupted',
    ends: 0,
    fairness: FAIR.filter(({ taken }) => taken === STEP.board),
    within: (marks) => (marks & STATE.stopping) !== 0,
  },
];
