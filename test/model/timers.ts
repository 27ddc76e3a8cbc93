import type { AnyEventObject } from 'xstate';
import type { ActorId } from '../../machines/vocabulary/peer.ts';
import { rangeOf } from './delay-ranges.ts';
import { numberOfText } from './numbered.ts';

/** An armed timer of an actor. `armedIn` is the number of the step that armed it. */
export type Timer = {
  readonly actor: ActorId;
  readonly timer: string;
  readonly delay_ms: number;
  readonly event: AnyEventObject;
  readonly armedIn: number;
};

export const timerName = ({ actor, timer }: Pick<Timer, 'actor' | 'timer'>): string =>
  `${actor} ${timer.replace('xstate.after.', '')}`;

/**
 * The order of timers that time itself declares, whatever the configuration keys are set to: of two, one that
 * was armed no later and can only be shorter fires first; of equals the one that was armed before. Of all
 * others the model lets either fire first.
 */
function precedes(a: Timer, b: Timer): boolean {
  if (a.armedIn > b.armedIn) return false;
  const [longest_ms, shortest_ms] = [rangeOf(a).max_ms, rangeOf(b).min_ms];
  return longest_ms < shortest_ms || (a.armedIn < b.armedIn && longest_ms === shortest_ms);
}

/** Of which pairs of timers a model keeps the order; any other order is one that time could not have. */
export type Ordered = (a: Timer, b: Timer) => boolean;
const ALL: Ordered = () => true;

/** The timers that may be the next to fire. */
export const mayFire = (timers: readonly Timer[], ordered = ALL): readonly Timer[] =>
  timers.filter((timer) => !timers.some((other) => precedes(other, timer) && ordered(other, timer)));

const numbers = new Map<ActorId, Map<string, number>>();
/** A number for each timer of each actor. */
function timerNumber({ actor, timer }: Timer): number {
  let ofActor = numbers.get(actor);
  if (!ofActor) {
    ofActor = new Map();
    numbers.set(actor, ofActor);
  }
  const known = ofActor.get(timer) ?? numberOfText(`timer ${actor} ${timer}`);
  ofActor.set(timer, known);
  return known;
}

/** Which timers are armed and which of them must wait for which: all that the future depends on. */
export function timersKey(timers: readonly Timer[], ordered = ALL): string {
  const sorted = timers.map((timer) => ({ timer, number: timerNumber(timer) }));
  sorted.sort((a, b) => a.number - b.number);
  let key = '';
  for (const { timer, number } of sorted) {
    key += `${number}:${timer.delay_ms}:`;
    for (const { timer: other } of sorted) key += precedes(other, timer) && ordered(other, timer) ? '1' : '0';
  }
  return key;
}
