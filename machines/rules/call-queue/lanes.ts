import type { DurableLane } from '../../vocabulary/records.ts';
import type { Lane } from '../call-queue.ts';
import { integerOf } from '../configuration-values.ts';
import { type Step, setLane } from './step.ts';

/** In the order in which they take the wire. */
export const LANES: readonly DurableLane[] = ['transaction', 'security'];

export const idleLane = (waiting: number): Lane => ({
  waiting,
  phase: 'ready',
  attempts: 0,
  earlier: [],
  answer: null,
});

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
  const delay_ms = setting('TransactionMessageRetryInterval') * attempts * 1000;
  step.effects.push({ type: 'arm', timer: lane, delay_ms });
}
