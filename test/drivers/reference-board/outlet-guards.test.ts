import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import {
  type Guarded,
  type GuardSample,
  guard,
  isDrivenAlone,
  UNGUARDED,
} from '../../../drivers/reference-board/outlet-guards.ts';

type Seen = Omit<GuardSample, 'at_ms'>;
const CHARGING: Seen = { closed: true, commandedClosed: true, earth: true, drive: true };

/** What stands after these samples, 10 ms apart. */
const guarded = (samples: readonly Seen[]): Guarded =>
  samples.reduce((last, it, index) => guard(last, { ...it, at_ms: index * 10 }), UNGUARDED);
const times = (count: number, it: Seen): Seen[] => Array(count).fill(it);

describe('the guards of a connector', () => {
  it('miss the earth only a second after the contactor has closed, and only for more than a moment', () => {
    const missing = { ...CHARGING, earth: false };
    expect(guarded(times(100, missing)).earthLost).toBe(false);
    expect(guarded(times(104, missing)).earthLost).toBe(false);
    expect(guarded(times(105, missing)).earthLost).toBe(true);
    expect(guarded([...times(200, CHARGING), ...times(4, missing)]).earthLost).toBe(false);
    expect(guarded([...times(200, CHARGING), ...times(5, missing)]).earthLost).toBe(true);
  });

  it('remember a missing earth when the contactor is open and nothing can be seen of it', () => {
    const open = { closed: false, commandedClosed: false, earth: false, drive: false };
    const lost = [...times(200, CHARGING), ...times(5, { ...CHARGING, earth: false })];
    expect(guarded([...lost, ...times(500, open), ...times(50, CHARGING)]).earthLost).toBe(true);
    expect(guarded(times(500, open)).earthLost).toBe(false);
  });

  it('find a coil that is driven without command for 100 ms without a break', () => {
    fc.assert(
      fc.property(fc.array(fc.record({ drive: fc.boolean(), commandedClosed: fc.boolean() })), (seen) => {
        const samples = seen.map((it) => ({ ...CHARGING, ...it }));
        const last = samples.slice(-10);
        const alone = last.length === 10 && last.every((it) => it.drive && !it.commandedClosed);
        expect(isDrivenAlone(guarded(samples))).toBe(alone);
      }),
      { numRuns: 300, seed: 16 },
    );
    expect(isDrivenAlone(guarded(times(10, { ...CHARGING, commandedClosed: false })))).toBe(true);
  });
});
