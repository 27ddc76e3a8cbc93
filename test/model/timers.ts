import type { AnyEventObject } from 'xstate';
import type { ActorId } from '../../machines/vocabulary/peer.ts';

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
 * The order of timers that time itself declares: one that was armed no later and waits no longer, fires first.
 * Of all others the model lets either fire first.
 */
const precedes = (a: Timer, b: Timer): boolean => a.armedIn <= b.armedIn && a.delay_ms < b.delay_ms;

/** The timers that may be the next to fire. */
export const mayFire = (timers: readonly Timer[]): readonly Timer[] =>
  timers.filter((timer) => !timers.some((other) => precedes(other, timer)));

/** Which timers are armed and which of them must wait for which: all that the future depends on. */
export function timersKey(timers: readonly Timer[]): string {
  if (timers.length === 0) return '';
  const sorted = [...timers].sort((a, b) => (timerName(a) < timerName(b) ? -1 : 1));
  return sorted
    .map((timer) => {
      const waits = sorted.map((other) => (precedes(other, timer) ? '1' : '0')).join('');
      return `${timerName(timer)} ${timer.delay_ms} ${waits}`;
    })
    .join(',');
}
