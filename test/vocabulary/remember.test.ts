import { expect, it } from 'vitest';
import { remember } from '../../machines/vocabulary/remember.ts';

it('remembers the latest ones, and no more than it may', () => {
  const memory = new Map<number, string>();
  for (let i = 0; i < 1_000; i += 1) remember(memory, i, `${i}`, 3);
  expect([...memory]).toEqual([
    [997, '997'],
    [998, '998'],
    [999, '999'],
  ]);
});
