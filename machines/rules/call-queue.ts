import type { CallFailure, CallRequest } from '../vocabulary/effects.ts';
import type { OcppErrorCode } from '../vocabulary/ocpp-error.ts';
import type { DurableLane, RecordsView } from '../vocabulary/records.ts';
import type { Reducer } from '../vocabulary/reducer.ts';
import { integerOf } from './configuration-values.ts';

/** What the link allows: nothing, BootNotification, what was triggered too (Pending), everything. */
export type QueueMode = 'closed' | 'unregistered' | 'pending' | 'rejected' | 'accepted';
export type QueueTimer = 'answer' | DurableLane;

export type CallQueueEvent =
  | { readonly type: 'MODE'; readonly mode: QueueMode }
  | { readonly type: 'REQUEST'; readonly request: CallRequest }
  /** Messages of this lane wait in storage. */
  | { readonly type: 'STORED'; readonly lane: DurableLane; readonly waiting: number }
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

type Lane = {
  readonly waiting: number;
  readonly phase: 'ready' | 'sent' | 'retrying' | 'acknowledging';
  /** Failed attempts at the head. */
  readonly attempts: number;
  /** Ids under which the head was sent before: a late answer to one of them counts. */
  readonly earlier: readonly string[];
  readonly answer: { readonly messageId: string; readonly conf: object | null } | null;
};
type InFlight =
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
type Step = { state: CallQueueState; effects: CallQueueEffect[] };

const LANES: readonly DurableLane[] = ['transaction', 'security'];
/** Storing an answer failed: tried again after this. */
const ACKNOWLEDGE_RETRY_MS = 5_000;
/** What may wait in memory; more than that fails at once. */
const MOST_REQUESTS = 500;
const idle = (waiting: number): Lane => ({ waiting, phase: 'ready', attempts: 0, earlier: [], answer: null });

const mayBeSent = (request: CallRequest, mode: QueueMode): boolean =>
  mode === 'accepted' ||
  (request.urgency === 'registration' && mode !== 'closed') ||
  (request.urgency === 'triggered' && mode === 'pending');

/**
 * The queue of our CALLs (OCPP-J 1.6 4.1.1, OCPP 1.6 ed.2 3.7): one in flight; transaction messages stored,
 * in order and repeated as the keys say; everything else may overtake them; security events never block them.
 * Pure: what happens is in the effects.
 */
export function callQueue({
  records,
  idPrefix,
  waiting,
}: CallQueueInput): Reducer<CallQueueState, CallQueueEvent, CallQueueEffect> {
  const setting = (key: string): number => integerOf(records.now, key);
  const timeout_ms = (): number =>
    'MessageTimeout' in records.now.configuration ? setting('MessageTimeout') * 1000 : 30_000;

  const setLane = (step: Step, lane: DurableLane, change: Partial<Lane>): void => {
    const lanes = { ...step.state.lanes, [lane]: { ...step.state.lanes[lane], ...change } };
    step.state = { ...step.state, lanes };
  };
  const fail = (step: Step, request: CallRequest, failure: CallFailure): void => {
    step.effects.push({ type: 'failed', request, failure });
  };
  const land = (step: Step): void => {
    step.state = { ...step.state, inFlight: null };
    step.effects.push({ type: 'cancel', timer: 'answer' });
  };
  const acknowledge = (step: Step, lane: DurableLane, messageId: string, conf: object | null): void => {
    setLane(step, lane, { phase: 'acknowledging', answer: { messageId, conf } });
    step.effects.push({ type: 'acknowledge', lane, messageId, conf });
  };

  /** OCPP 1.6 ed.2 3.7.1: wait = interval x preceding transmissions, then discard. */
  const headFailed = (step: Step, lane: DurableLane, messageId: string, hopeless: boolean): void => {
    const attempts = step.state.lanes[lane].attempts + 1;
    const givenUp = lane === 'transaction' ? attempts >= setting('TransactionMessageAttempts') : hopeless;
    if (givenUp) return acknowledge(step, lane, messageId, null);
    const earlier = [...step.state.lanes[lane].earlier, messageId];
    setLane(step, lane, { phase: 'retrying', attempts, earlier });
    const delay_ms = setting('TransactionMessageRetryInterval') * attempts * 1000;
    step.effects.push({ type: 'arm', timer: lane, delay_ms });
  };

  const send = (step: Step, inFlight: InFlight, effect: CallQueueEffect): void => {
    step.state = { ...step.state, inFlight, sent: step.state.sent + 1 };
    step.effects.push(effect, { type: 'arm', timer: 'answer', delay_ms: timeout_ms() });
  };
  /** Sends what comes next, if the wire is free. */
  const proceed = (step: Step): void => {
    const { state } = step;
    if (state.inFlight || state.mode === 'closed') return;
    const messageId = `${idPrefix}${state.sent + 1}`;
    const request = state.requests.find((it) => mayBeSent(it, state.mode));
    if (request) {
      step.state = { ...state, requests: state.requests.filter((it) => it !== request) };
      return send(step, { kind: 'request', messageId, request }, { type: 'transmit', messageId, request });
    }
    if (state.mode !== 'accepted') return;
    const lane = LANES.find((it) => state.lanes[it].phase === 'ready' && state.lanes[it].waiting > 0);
    if (!lane) return;
    setLane(step, lane, { phase: 'sent' });
    send(step, { kind: 'head', messageId, lane }, { type: 'transmit-head', messageId, lane });
  };

  const modeChanged = (step: Step, mode: QueueMode): void => {
    step.state = { ...step.state, mode };
    const { inFlight, requests } = step.state;
    const lost = requests.filter((it) => !mayBeSent(it, mode));
    step.state = { ...step.state, requests: requests.filter((it) => mayBeSent(it, mode)) };
    if (mode === 'closed' && inFlight) {
      land(step);
      if (inFlight.kind === 'request') fail(step, inFlight.request, 'offline');
      // A disconnection is no attempt.
      if (inFlight.kind === 'head')
        setLane(step, inFlight.lane, {
          phase: 'ready',
          earlier: [...step.state.lanes[inFlight.lane].earlier, inFlight.messageId],
        });
    }
    for (const request of lost) fail(step, request, 'offline');
  };

  const requested = (step: Step, request: CallRequest): void => {
    const full = step.state.requests.length >= MOST_REQUESTS;
    if (full || !mayBeSent(request, step.state.mode)) return fail(step, request, 'offline');
    step.state = { ...step.state, requests: [...step.state.requests, request] };
  };

  const lateAnswer = (step: Step, messageId: string, conf: object): void => {
    const lane = LANES.find((it) => step.state.lanes[it].earlier.includes(messageId));
    if (!lane || step.state.lanes[lane].phase === 'acknowledging') return;
    const { inFlight } = step.state;
    if (inFlight?.kind === 'head' && inFlight.lane === lane)
      step.state = { ...step.state, inFlight: { kind: 'moot', messageId: inFlight.messageId } };
    else step.effects.push({ type: 'cancel', timer: lane });
    acknowledge(step, lane, messageId, conf);
  };
  const answered = (step: Step, messageId: string, conf: object): void => {
    const { inFlight } = step.state;
    if (inFlight?.messageId !== messageId) return lateAnswer(step, messageId, conf);
    land(step);
    if (inFlight.kind === 'request') step.effects.push({ type: 'answered', request: inFlight.request, conf });
    if (inFlight.kind === 'head') acknowledge(step, inFlight.lane, messageId, conf);
  };
  const refused = (step: Step, messageId: string, code: OcppErrorCode | 'InvalidAnswer' | null): void => {
    const { inFlight } = step.state;
    if (inFlight?.messageId !== messageId) return;
    land(step);
    const failure = code === null ? 'timeout' : code === 'InvalidAnswer' ? 'invalid-answer' : 'call-error';
    if (inFlight.kind === 'request') fail(step, inFlight.request, failure);
    if (inFlight.kind === 'head')
      headFailed(step, inFlight.lane, messageId, code === 'NotImplemented' || code === 'NotSupported');
  };

  const timer = (step: Step, name: QueueTimer): void => {
    if (name === 'answer') {
      if (step.state.inFlight) refused(step, step.state.inFlight.messageId, null);
      return;
    }
    const { phase, answer } = step.state.lanes[name];
    if (phase === 'retrying') setLane(step, name, { phase: 'ready' });
    else if (phase === 'acknowledging' && answer) acknowledge(step, name, answer.messageId, answer.conf);
  };

  const handle = (step: Step, event: CallQueueEvent): void => {
    switch (event.type) {
      case 'MODE':
        return modeChanged(step, event.mode);
      case 'REQUEST':
        return requested(step, event.request);
      case 'STORED':
        return setLane(step, event.lane, { waiting: event.waiting });
      case 'RESULT':
        return answered(step, event.messageId, event.conf);
      case 'ERROR':
        return refused(step, event.messageId, event.code);
      case 'TIMER':
        return timer(step, event.timer);
      case 'ACKNOWLEDGED':
        return setLane(step, event.lane, idle(event.waiting));
      case 'ACKNOWLEDGE_FAILED':
        step.effects.push({ type: 'arm', timer: event.lane, delay_ms: ACKNOWLEDGE_RETRY_MS });
    }
  };

  return {
    initial: {
      mode: 'closed',
      inFlight: null,
      requests: [],
      lanes: { transaction: idle(waiting.transaction), security: idle(waiting.security) },
      sent: 0,
    },
    step(state, event) {
      const step: Step = { state, effects: [] };
      handle(step, event);
      proceed(step);
      return step;
    },
  };
}
