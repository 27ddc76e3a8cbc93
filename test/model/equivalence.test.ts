import { describe, expect, it } from 'vitest';
import { CONNECTOR_COMPOSITIONS } from './compositions/connector-dimensions.ts';
import { compare, ReversedSends } from './equivalence.ts';

const WALKS = { seed: 20_261_122, walks: 10, steps: 80 };

describe('the model and the real actors do the same', () => {
  const visited = new Set<string>();
  let steps = 0;

  for (const { name, dimensions } of CONNECTOR_COMPOSITIONS)
    it(`${name}: states, contexts, sends, port calls and timers, step by step (seed ${WALKS.seed})`, () => {
      const compared = compare(dimensions, WALKS);
      for (const values of compared.visited) visited.add(values);
      steps += compared.steps;
      expect(compared.difference).toBeNull();
      expect(compared.steps).toBe(WALKS.walks * WALKS.steps);
    });

  it('on walks that charge, fail, stop and recover', () => {
    console.log(`equivalence: ${steps} steps, ${visited.size} different states of actors`);
    const all = [...visited].join('\n');
    for (const state of [
      'withinLimit',
      'stopping',
      'welded',
      'notClosing',
      'running',
      'storingEnd',
      'charging',
    ])
      expect(all).toContain(state);
  });

  it('and a wrong order of sends in the model is noticed', () => {
    const [{ dimensions }] = CONNECTOR_COMPOSITIONS as [(typeof CONNECTOR_COMPOSITIONS)[number]];
    const compared = compare(dimensions, WALKS, (component) => new ReversedSends(component));
    expect(compared.difference).not.toBeNull();
  });
});
