import { describe, expect, it } from 'vitest';
import type { StationClock } from '../../drivers/clock/clock.ts';

/** A clock under test, and the means to let its time pass. */
export type ClockUnderTest = { readonly clock: StationClock; pass(ms: number): Promise<void> };

/** What every StationClock keeps. */
export function clockContract(name: string, start: () => ClockUnderTest): void {
  describe(`${name} keeps the contract of a clock`, () => {
    it('fires in order of deadline, ties in order of arming, each at its own time', async () => {
      const { clock, pass } = start();
      const begin_ms = clock.now().monotonic_ms;
      const fired: { name: string; at_ms: number }[] = [];
      const note = (name: string) => () => {
        fired.push({ name, at_ms: clock.now().monotonic_ms - begin_ms });
      };
      clock.setTimeout(note('d@30'), 30);
      clock.setTimeout(note('a@10'), 10);
      clock.setTimeout(() => clock.setTimeout(note('c@21'), 6), 15);
      clock.setTimeout(note('b1@20'), 20);
      clock.setTimeout(note('b2@20'), 20);
      await pass(28);
      expect(fired.map(({ name }) => name)).toEqual(['a@10', 'b1@20', 'b2@20', 'c@21']);
      await pass(10);
      expect(fired.at(-1)!.name).toBe('d@30');
      for (const { name, at_ms } of fired) {
        const deadline_ms = Number(name.split('@')[1]);
        // Real timers have a resolution of 1 ms, and are late, never early.
        expect(at_ms).toBeGreaterThan(deadline_ms - 0.001);
        expect(at_ms).toBeLessThan(deadline_ms + 1.001);
      }
    });

    it('fires a delay of 0 or less soon, but never inside setTimeout', async () => {
      const { clock, pass } = start();
      const fired: string[] = [];
      clock.setTimeout(() => fired.push('zero'), 0);
      clock.setTimeout(() => fired.push('negative'), -5);
      expect(fired).toEqual([]);
      await pass(1);
      expect(fired).toEqual(['zero', 'negative']);
    });

    it('never fires a timer that was cleared, also when cleared by one of the same deadline', async () => {
      const { clock, pass } = start();
      const fired: string[] = [];
      const early = clock.setTimeout(() => fired.push('early'), 5);
      clock.clearTimeout(early);
      clock.setTimeout(() => clock.clearTimeout(twin), 10);
      const twin = clock.setTimeout(() => fired.push('twin'), 10);
      await pass(50);
      clock.clearTimeout(twin);
      expect(fired).toEqual([]);
    });

    it('keeps timers longer than 2^31 ms, and fires none of them early', async () => {
      const { clock, pass } = start();
      const days_ms = 40 * 24 * 3600_000;
      let fired = 0;
      clock.setTimeout(() => {
        fired += 1;
      }, days_ms);
      clock.setTimeout(() => {
        fired += 100;
      }, Number.POSITIVE_INFINITY);
      await pass(days_ms - 1);
      expect(fired).toBe(0);
      await pass(2);
      expect(fired).toBe(1);
    });

    it('steps the wall clock only, tells its listeners, and moves no timer', async () => {
      const { clock, pass } = start();
      const steps: number[] = [];
      let fired = false;
      clock.onWallStep((by_ms) => steps.push(by_ms));
      clock.onWallStep((by_ms) => steps.push(by_ms));
      const before = clock.now();
      clock.setTimeout(() => {
        fired = true;
      }, 1000);
      clock.stepWall(3_600_000);
      const after = clock.now();
      expect(steps).toEqual([3_600_000, 3_600_000]);
      expect(after.monotonic_ms - before.monotonic_ms).toBeLessThan(1000);
      expect(Math.round((after.wall_ms - before.wall_ms) / 1000)).toBe(3600);
      await pass(999);
      expect(fired).toBe(false);
      await pass(2);
      expect(fired).toBe(true);
    });

    it('lets wall time and monotonic time pass alike', async () => {
      const { clock, pass } = start();
      const before = clock.now();
      clock.setTimeout(() => {}, 5000);
      await pass(5000);
      const after = clock.now();
      expect(Math.round(after.monotonic_ms - before.monotonic_ms)).toBe(5000);
      expect(after.wall_ms - before.wall_ms).toBe(5000);
    });

    it('ends all timers when stopped', async () => {
      const { clock, pass } = start();
      let fired = false;
      clock.setTimeout(() => {
        fired = true;
      }, 10);
      clock.stop();
      await pass(100);
      expect(fired).toBe(false);
    });

    it('goes on after a timer threw', async () => {
      const { clock, pass } = start();
      let fired = false;
      clock.setTimeout(() => {
        throw new Error('of a timer');
      }, 10);
      clock.setTimeout(() => {
        fired = true;
      }, 20);
      await expect(pass(15)).rejects.toThrow('of a timer');
      await pass(15);
      expect(fired).toBe(true);
    });
  });
}
