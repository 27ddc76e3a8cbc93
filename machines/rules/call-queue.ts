import type { CallFailure, CallRequest, Withdrawal } from '../vocabulary/effects.ts';
import type { OcppErrorCode } from '../vocabulary/ocpp-error.ts';
import type { DurableLane, RecordsView } from '../vocabulary/records.ts';
import type { Reducer } from '../vocabulary/reducer.ts';
import { answered, refused, timedOut } from './call-queue/answers.ts';
import { acknowledge, acknowledged, idleLane, stored } from './call-queue/lanes.ts';
import { modeChanged, proceed, requested, withdrawn } from './call-queue/sending.ts';
import { type Step, setLane } from './call-queue/step.ts';

/** What the link allows: nothing, BootNotification, what was triggered too (Pending), everything. */
export type QueueMode = 'closed' | 'unregistered' | 'pending' | 'rejected' | 'accepted';
export type QueueTimer = 'answer' | DurableLane;

export type CallQueueEvent =
  | { readonly type: 'MODE'; readonly mode: QueueMode }
  | { readonly type: 'REQUEST'; readonly request: CallRequest }
  /** Nobody waits for its answer any more: what was not sent yet is not sent. */
  | ({ readonly type: 'WITHDRAWN' } & Withdrawal)
  /** Messages of this lane wait in storage; `urgent`: one of them, and so all, must not be held back. */
  | {
      readonly type: 'STORED';
      readonly lane: DurableLane;
      readonly waiting: number;
      readonly urgent?: boolean;
    }
  | { readonly type: 'RESULT'; readonly messageId: string; readonly conf: object }
  /** A CALLERROR, or a CALLRESULT that is no valid answer. */
  | { readonly type: 'ERROR'; readonly messageId: string; readonly code: OcppErrorCode | 'InvalidAnswer' }
  | { readonly type: 'TIMER'; readonly timer: QueueTimer }
  /** The answer of a stored message is stored, and the message gone; or not. */
  | { readonly type: 'ACKNOWLEDGED'; readonly lane: DurableLane; readonly waiting: number }
  | { readonly type: 'ACKNOWLEDGE_FAILED'; readonly lane: DurableLane };

export type CallQueueEffect =
  | { readonly type: 'transmit'; readonly messageId: string; readonly request: CallRequest }
  | { readonly type: 'transmit-head'; readonly messageId: string; readonly lane: DurableLane }
  | { readonly type: 'arm'; readonly timer: QueueTimer; readonly delay_ms: number }
  | { readonly type: 'cancel'; readonly timer: QueueTimer }
  | { readonly type: 'answered'; readonly request: CallRequest; readonly conf: object }
  | { readonly type: 'failed'; readonly request: CallRequest; readonly failure: CallFailure }
  /** Store the answer and forget the message; `conf` null: given up. */
  | {
      readonly type: 'acknowledge';
      readonly lane: DurableLane;
      readonly messageId: string;
      readonly conf: object | null;
    };

/** One durable lane: its head is the message that is tried, the others wait behind it. */
export type Lane = {
  readonly waiting: number;
  /** What waits is not held back when the station is accepted. */
  readonly urgent: boolean;
  readonly phase: 'ready' | 'sent' | 'retrying' | 'acknowledging';
  /** Failed attempts at the head. */
  readonly attempts: number;
  /** The latest ids under which the head was sent before: a late answer to one of them counts. */
  readonly earlier: readonly string[];
  readonly answer: { readonly messageId: string; readonly conf: object | null } | null;
};
export type InFlight =
  | { readonly kind: 'request'; readonly messageId: string; readonly request: CallRequest }
  | { readonly kind: 'head'; readonly messageId: string; readonly lane: DurableLane }
  /** Its message was acknowledged by a late answer to an earlier id: only the wire is still taken. */
  | { readonly kind: 'moot'; readonly messageId: string };

export type CallQueueState = {
  readonly mode: QueueMode;
  readonly inFlight: InFlight | null;
  readonly requests: readonly CallRequest[];
  readonly lanes: Readonly<Record<DurableLane, Lane>>;
  readonly sent: number;
};
export type CallQueueInput = {
  readonly records: RecordsView;
  /** Makes message ids unique over all connections: at most 24 characters (OCPP-J errata: 36 in all). */
  readonly idPrefix: string;
  readonly waiting: Readonly<Record<DurableLane, number>>;
};

/** Storing an answer failed: tried again after this. */
const ACKNOWLEDGE_RETRY_MS = 5_000;

function laneTimer(step: Step, lane: DurableLane): void {
  const { phase, answer } = step.state.lanes[lane];
  if (phase === 'retrying') setLane(step, lane, { phase: 'ready' });
  else if (answer) acknowledge(step, lane, answer.messageId, answer.conf);
}

function handle(step: Step, event: CallQueueEvent): void {
  switch (event.type) {
    case 'MODE':
      return modeChanged(step, event.mode);
    case 'REQUEST':
      return requested(step, event.request);
    case 'WITHDRAWN':
      return withdrawn(step, event);
    case 'STORED':
      return stored(step, event);
    case 'RESULT':
      return answered(step, event.messageId, event.conf);
    case 'ERROR':
      return refused(step, event.messageId, event.code);
    case 'TIMER':
      return event.timer === 'answer' ? timedOut(step) : laneTimer(step, event.timer);
    case 'ACKNOWLEDGED':
      return acknowledged(step, event);
    case 'ACKNOWLEDGE_FAILED':
      step.effects.push({ type: 'arm', timer: event.lane, delay_ms: ACKNOWLEDGE_RETRY_MS });
  }
}

/**
 * The queue of our CALLs (OCPP-J 1.6 4.1.1, OCPP 1.6 ed.2 3.7): one in flight; transaction messages stored,
 * in order and repeated as the keys say; everything else may overtake them; security events never block them.
 * Pure: what happens is in the effects.
 */
export const callQueue = ({
  records,
  idPrefix,
  waiting,
}: CallQueueInput): Reducer<CallQueueState, CallQueueEvent, CallQueueEffect> => ({
  initial: {
    mode: 'closed',
    inFlight: null,
    requests: [],
    lanes: { transaction: idleLane(waiting.transaction), security: idleLane(waiting.security) },
    sent: 0,
  },
  step(state, event) {
    const step: Step = { records: records.now, idPrefix, state, effects: [] };
    handle(step, event);
    proceed(step);
    return { state: step.state, effects: step.effects };
  },
});
