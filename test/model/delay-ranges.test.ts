import { describe, expect, it } from 'vitest';
import { registry } from '../../machines/registry.ts';
import { mx007sc } from '../../machines/vocabulary/profiles/mx007sc.ts';
import { implementationsOf } from '../machine-lint/machine-parts.ts';
import { rangeOf, VARIABLE_DELAYS } from './delay-ranges.ts';
import { mayFire, type Timer } from './timers.ts';

const timer = (name: string, delay_ms: number, armedIn: number): Timer => ({
  actor: 'connector-1',
  timer: `xstate.after.${name}.connector`,
  delay_ms,
  event: { type: 'x' },
  armedIn,
});
const firstOf = (...timers: readonly Timer[]) => mayFire(timers).map((it) => it.timer.split('.')[2]);

describe('the order of timers holds for every value of the configuration keys', () => {
  it('every delay of a machine that is no constant has a range', () => {
    const computed = Object.values(registry).flatMap((machine) =>
      Object.entries(implementationsOf(machine).delays).flatMap(([name, delay]) =>
        typeof delay === 'function' ? [name] : [],
      ),
    );
    expect(computed.length).toBeGreaterThan(4);
    expect(computed.filter((name) => !(name in VARIABLE_DELAYS))).toEqual([]);
  });

  it('and the ranges hold those of the certified profile', () => {
    const keys = { connectionTimeOut: 'ConnectionTimeOut', answer: 'MessageTimeout' };
    for (const [name, key] of Object.entries(keys)) {
      const value = mx007sc.keys.find((it) => it.name === key)?.value;
      if (value?.kind !== 'integer') throw new Error(key);
      const { min_ms, max_ms } = rangeOf(timer(name, 0, 0));
      expect(min_ms).toBeLessThanOrEqual(value.min * 1000);
      expect(max_ms).toBeGreaterThanOrEqual(value.max * 1000);
    }
  });

  it('a constant fires before a longer one that was armed no earlier, and equals in their order', () => {
    expect(firstOf(timer('meterRetry', 1_000, 1), timer('meterSilence', 30_000, 1))).toEqual(['meterRetry']);
    expect(firstOf(timer('a', 1_000, 1), timer('b', 1_000, 2))).toEqual(['a']);
    expect(firstOf(timer('a', 1_000, 2), timer('b', 5_000, 1))).toEqual(['a', 'b']);
  });

  it('a key that may be set to less or more than the other is in no order with it', () => {
    expect(firstOf(timer('connectionTimeOut', 60_000, 1), timer('meterSilence', 90_000, 1))).toEqual([
      'connectionTimeOut',
      'meterSilence',
    ]);
    expect(firstOf(timer('closeConfirmation', 500, 1), timer('connectionTimeOut', 60_000, 1))).toEqual([
      'closeConfirmation',
    ]);
  });
});
