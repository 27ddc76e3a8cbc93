import type { VirtualClock } from '../../../drivers/clock/virtual-clock.ts';

const noBarrier = async (): Promise<void> => {};

/** Lets time pass, at most `within_ms` of it, until `work` has ended; it stands still then. */
export async function inTime<T>(clock: VirtualClock, work: Promise<T>, within_ms = 60_000): Promise<T> {
  const ended = { yet: false };
  const watched = work.finally(() => {
    ended.yet = true;
  });
  watched.catch(() => {});
  const end_ms = clock.now().monotonic_ms + within_ms;
  await clock.advanceAsync(0, noBarrier);
  while (!ended.yet) {
    const next_ms = clock.nextDeadline();
    if (next_ms === null || next_ms > end_ms)
      throw new Error(`not done within ${within_ms} ms of virtual time`);
    await clock.advanceAsync(Math.max(0, next_ms - clock.now().monotonic_ms), noBarrier);
  }
  return watched;
}
