import type { EventEmitter } from 'node:events';
import type { StationClock } from '../../drivers/clock/clock.ts';
import type { Answer } from './mutation-worker.ts';

/** A process that says nothing for so long hangs: the longest honest step takes a tenth of it. */
export const HANG_MS = 60_000;

/**
 * The next answer of a worker. While it says that it comes on, it may take its time: a busy machine is no
 * mistake in a statechart.
 */
export function answerOf(
  child: Pick<EventEmitter, 'on' | 'off'>,
  clock: Pick<StationClock, 'setTimeout' | 'clearTimeout'>,
): Promise<Answer | 'hangs' | 'ended'> {
  const { promise, resolve } = Promise.withResolvers<Answer | 'hangs' | 'ended'>();
  const armed = () => clock.setTimeout(() => resolve('hangs'), HANG_MS);
  let hang = armed();
  const heard = (message: Answer): void => {
    clock.clearTimeout(hang);
    if (message.type === 'comes on') hang = armed();
    else resolve(message);
  };
  const ended = (): void => resolve('ended');
  child.on('message', heard);
  child.on('exit', ended);
  return promise.finally(() => {
    clock.clearTimeout(hang);
    child.off('message', heard);
    child.off('exit', ended);
  });
}
