import { describe, expect, it } from 'vitest';
import type { Timer } from '../timers.ts';
import { timesOfSteps } from './times-of-steps.ts';

const timer = (name: string, delay_ms: number): Timer => ({
  actor: 'a',
  timer: name,
  delay_ms,
  event: { type: 'x' },
  armedIn: 0,
});

describe('when the steps of a trace can happen', () => {
  const [short, long] = [timer('short', 10), timer('long', 100)];

  it('a timer fires exactly when it is due, and one that does not fire was not due', () => {
    const times = timesOfSteps([
      { armed: [short, long], fired: null },
      { armed: [long], fired: 'a short' },
      { armed: [], fired: 'a long' },
    ]);
    expect(times).toEqual([0, 10, 100]);
  });

  it('a timer that waits for an event makes no time of its own', () => {
    const times = timesOfSteps([
      { armed: [long], fired: null },
      { armed: [], fired: null },
    ]);
    expect(times![1]).toBeLessThan(100);
  });

  it('no times fit an order that the delays exclude', () => {
    const steps = [
      { armed: [short, long], fired: null },
      { armed: [short], fired: 'a long' },
    ];
    expect(timesOfSteps(steps)).toBeNull();
  });
});
