import type { DurableLane } from '../../vocabulary/records.ts';
import type { Lane } from '../call-queue.ts';
import { integerOf } from '../configuration-values.ts';
import { type Step, setLane } from './step.ts';

/** In the order in which they take the wire. */
export const LANES: readonly DurableLane[] = ['transaction', 'security'];

export const idleLane = (waiting: number): Lane => ({
  waiting,
  urgent: false,
  phase: 'ready',
  attempts: 0,
  earlier: [],
  answer: null,
});

type Told = { readonly lane: DurableLane; readonly waiting: number; readonly urgent?: boolean };

export function stored(step: Step, { lane, waiting, urgent = false }: Told): void {
  const before = step.state.lanes[lane];
  setLane(step, lane, { waiting, urgent: before.urgent || urgent });
}

export function acknowledged(step: Step, { lane, waiting }: Told): void {
  const urgent = waiting > 0 && step.state.lanes[lane].urgent;
  setLane(step, lane, { ...idleLane(waiting), urgent });
}

/** The statuses of a boot go out before the security events that had to wait for it. */
const HELD_BACK_MS = 2_000;

/** The station is accepted: what waits of security is held back for a moment. */
export function holdBack(step: Step): void {
  const { waiting, urgent, phase } = step.state.lanes.security;
  if (waiting === 0 || urgent || phase !== 'ready') return;
  setLane(step, 'security', { phase: 'retrying' });
  step.effects.push({ type: 'arm', timer: 'security', delay_ms: HELD_BACK_MS });
}

/** How many ids of the head are remembered: an answer to an older one is too late. */
const MOST_EARLIER = 16;

const withEarlier = ({ earlier }: Lane, messageId: string): readonly string[] =>
  [...earlier, messageId].slice(-MOST_EARLIER);

/** The answer to the head is to be stored; `conf` null: it is given up. */
export function acknowledge(step: Step, lane: DurableLane, messageId: string, conf: object | null): void {
  setLane(step, lane, { phase: 'acknowledging', answer: { messageId, conf } });
  step.effects.push({ type: 'acknowledge', lane, messageId, conf });
}

/** A disconnection is no attempt: the head is sent again as soon as it may be. */
export function headLost(step: Step, lane: DurableLane, messageId: string): void {
  setLane(step, lane, { phase: 'ready', earlier: withEarlier(step.state.lanes[lane], messageId) });
}

/** Of security events, which are tried for ever: never at once, and at least each hour. */
const SHORTEST_WAIT_S = 10;
const LONGEST_WAIT_S = 3_600;
const waitOf = (lane: DurableLane, interval_s: number, attempts: number): number =>
  lane === 'transaction'
    ? interval_s * attempts
    : Math.min(Math.max(interval_s, SHORTEST_WAIT_S) * attempts, LONGEST_WAIT_S);

/**
 * A CALLERROR or a timeout: wait = interval x preceding transmissions, then discard (OCPP 1.6 ed.2 3.7.1).
 * Security events are not discarded, unless the central system does not know them (`hopeless`).
 */
export function headFailed(step: Step, lane: DurableLane, messageId: string, hopeless: boolean): void {
  const setting = (key: string): number => integerOf(step.records, key);
  const attempts = step.state.lanes[lane].attempts + 1;
  const givenUp = lane === 'transaction' ? attempts >= setting('TransactionMessageAttempts') : hopeless;
  if (givenUp) return acknowledge(step, lane, messageId, null);
  const earlier = withEarlier(step.state.lanes[lane], messageId);
  setLane(step, lane, { phase: 'retrying', attempts, earlier });
  const delay_ms = waitOf(lane, setting('TransactionMessageRetryInterval'), attempts) * 1000;
  step.effects.push({ type: 'arm', timer: lane, delay_ms });
}
