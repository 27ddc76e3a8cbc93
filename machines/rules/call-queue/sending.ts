import type { CallRequest, Withdrawal } from '../../vocabulary/effects.ts';
import type { CallQueueEffect, InFlight, QueueMode } from '../call-queue.ts';
import { hasKey, integerOf } from '../configuration-values.ts';
import { headLost, holdBack, LANES } from './lanes.ts';
import { fail, land, type Step, setLane } from './step.ts';

/** What may wait in memory; more than that fails at once. */
const MOST_REQUESTS = 500;
const DEFAULT_TIMEOUT_S = 30;

/** OCPP 1.6 ed.2 4.2: before the station is accepted, only what registers it or was triggered. */
const mayBeSent = (request: CallRequest, mode: QueueMode): boolean =>
  mode === 'accepted' ||
  (request.urgency === 'registration' && mode !== 'closed') ||
  (request.urgency === 'triggered' && mode === 'pending');

export function requested(step: Step, request: CallRequest): void {
  const full = step.state.requests.length >= MOST_REQUESTS;
  if (full || !mayBeSent(request, step.state.mode)) return fail(step, request, 'offline');
  step.state = { ...step.state, requests: [...step.state.requests, request] };
}

export function withdrawn(step: Step, { requester, request }: Withdrawal): void {
  const requests = step.state.requests.filter((it) => it.requester !== requester || it.request !== request);
  step.state = { ...step.state, requests };
}

export function modeChanged(step: Step, mode: QueueMode): void {
  const { inFlight, requests } = step.state;
  if (mode === 'accepted' && step.state.mode !== 'accepted') holdBack(step);
  const lost = requests.filter((it) => !mayBeSent(it, mode));
  step.state = { ...step.state, mode, requests: requests.filter((it) => mayBeSent(it, mode)) };
  if (mode === 'closed' && inFlight) {
    land(step);
    if (inFlight.kind === 'request') fail(step, inFlight.request, 'offline');
    if (inFlight.kind === 'head') headLost(step, inFlight.lane, inFlight.messageId);
  }
  for (const request of lost) fail(step, request, 'offline');
}

function send(step: Step, inFlight: InFlight, effect: CallQueueEffect): void {
  const { records, state } = step;
  const timeout_s = hasKey(records, 'MessageTimeout')
    ? integerOf(records, 'MessageTimeout')
    : DEFAULT_TIMEOUT_S;
  step.state = { ...state, inFlight, sent: state.sent + 1 };
  step.effects.push(effect, { type: 'arm', timer: 'answer', delay_ms: timeout_s * 1000 });
}

/** Sends what comes next, if the wire is free: requests first, then the heads of the lanes that are ready. */
export function proceed(step: Step): void {
  const { state } = step;
  if (state.inFlight) return;
  const messageId = `${step.idPrefix}${state.sent + 1}`;
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
}
