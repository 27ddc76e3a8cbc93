import type { CallFailure } from '../../vocabulary/effects.ts';
import type { OcppErrorCode } from '../../vocabulary/ocpp-error.ts';
import type { DurableLane } from '../../vocabulary/records.ts';
import { acknowledge, headFailed, LANES } from './lanes.ts';
import { fail, land, type Step } from './step.ts';

/** Codes after which a message will never be understood. */
const UNKNOWN_TO_THEM: readonly string[] = ['NotImplemented', 'NotSupported'];

/** The lane whose head was sent under this id and has no answer yet: given up is none until it is stored. */
const laneThatAwaits = ({ state }: Step, messageId: string): DurableLane | undefined =>
  LANES.find((it) => {
    const { earlier, answer } = state.lanes[it];
    const isHead = earlier.includes(messageId) || answer?.messageId === messageId;
    return isHead && (answer?.conf ?? null) === null;
  });

/** A retry has an id of its own; an answer to an earlier one acknowledges the message all the same. */
function answeredLate(step: Step, messageId: string, conf: object): void {
  const lane = laneThatAwaits(step, messageId);
  if (!lane) return;
  const { inFlight } = step.state;
  if (inFlight?.kind === 'head' && inFlight.lane === lane)
    step.state = { ...step.state, inFlight: { kind: 'moot', messageId: inFlight.messageId } };
  else step.effects.push({ type: 'cancel', timer: lane });
  acknowledge(step, lane, messageId, conf);
}

/** A CALLRESULT. */
export function answered(step: Step, messageId: string, conf: object): void {
  const { inFlight } = step.state;
  if (inFlight?.messageId !== messageId) return answeredLate(step, messageId, conf);
  land(step);
  if (inFlight.kind === 'request') step.effects.push({ type: 'answered', request: inFlight.request, conf });
  if (inFlight.kind === 'head') acknowledge(step, inFlight.lane, messageId, conf);
}

function failed(step: Step, failure: CallFailure, hopeless: boolean): void {
  const { inFlight } = step.state;
  if (!inFlight) return;
  land(step);
  if (inFlight.kind === 'request') fail(step, inFlight.request, failure);
  if (inFlight.kind === 'head') headFailed(step, inFlight.lane, inFlight.messageId, hopeless);
}

/**
 * A CALLERROR, or a CALLRESULT that is no valid answer; to what is not in flight any more it means nothing.
 */
export function refused(step: Step, messageId: string, code: OcppErrorCode | 'InvalidAnswer'): void {
  if (step.state.inFlight?.messageId !== messageId) return;
  failed(step, code === 'InvalidAnswer' ? 'invalid-answer' : 'call-error', UNKNOWN_TO_THEM.includes(code));
}

export const timedOut = (step: Step): void => failed(step, 'timeout', false);
