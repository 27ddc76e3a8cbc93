import { describe, expect, it } from 'vitest';
import { tooFew } from './rare-events.ts';

describe('a run that reaches too little', () => {
  it('is told what happened too seldom', () => {
    const words = tooFew(new Map([['stop: Local', 1]]), 1_000);
    expect(words.some((it) => it.startsWith('too seldom: stop: Local, 1 times in 1000 days'))).toBe(true);
    expect(words.some((it) => it.startsWith('too seldom: thinned, 0 times'))).toBe(true);
  });

  it('and what happened often enough is no complaint, whatever follows its name', () => {
    const enough = new Map([
      ['status: Faulted PowerSwitchFailure', 1_000],
      ['answered: Reset Accepted', 1_000],
    ]);
    const words = tooFew(enough, 1_000).join('\n');
    expect(words).not.toContain('PowerSwitchFailure');
    expect(words).not.toContain('Reset Accepted');
  });

  it('a short run need not reach what is rare', () => {
    expect(tooFew(new Map(), 1).filter((it) => it.includes('offline'))).toEqual([]);
  });
});
