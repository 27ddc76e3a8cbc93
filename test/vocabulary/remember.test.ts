import { expect, it } from 'vitest';
import { remember } from '../../machines/vocabulary/remember.ts';

it('remembers the latest ones, and never twice as many as it must', () => {
  const memory = new Map<number, string>();
  for (let i = 0; i < 1_000; i += 1) {
    remember(memory, i, `${i}`, 3);
    expect(memory.size).toBeLessThan(6);
    expect([...memory.keys()].slice(-3)).toEqual([i - 2, i - 1, i].filter((it) => it >= 0));
  }
  expect(memory.get(999)).toBe('999');
});
