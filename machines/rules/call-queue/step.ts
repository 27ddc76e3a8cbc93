import type { CallFailure, CallRequest } from '../../vocabulary/effects.ts';
import type { DurableLane, StationRecords } from '../../vocabulary/records.ts';
import type { CallQueueEffect, CallQueueState, Lane } from '../call-queue.ts';

/** One step of the queue under way: what was there, what has become of it, what has to be done. */
export type Step = {
  readonly records: StationRecords;
  readonly idPrefix: string;
  state: CallQueueState;
  readonly effects: CallQueueEffect[];
};

export function setLane(step: Step, lane: DurableLane, change: Partial<Lane>): void {
  const lanes = { ...step.state.lanes, [lane]: { ...step.state.lanes[lane], ...change } };
  step.state = { ...step.state, lanes };
}

export function fail(step: Step, request: CallRequest, failure: CallFailure): void {
  step.effects.push({ type: 'failed', request, failure });
}

/** The wire is free again. */
export function land(step: Step): void {
  step.state = { ...step.state, inFlight: null };
  step.effects.push({ type: 'cancel', timer: 'answer' });
}
