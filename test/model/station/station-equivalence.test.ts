import { describe, expect, it } from 'vitest';
import { registry } from '../../../machines/registry.ts';
import { ReversedSends, walk } from '../equivalence.ts';
import { RealWholeStation } from './real-whole-station.ts';
import { STATION_COMPOSITIONS } from './station-compositions.ts';
import { StationModel } from './station-model.ts';
import type { Dimensions } from './surroundings.ts';

const WALKS = { seed: 20_261_125, walks: 8, steps: 200 };
const beside = (dimensions: Dimensions) => () => ({
  model: new StationModel({ name: 'walk', scope: [], registry, dimensions }, (it) => it),
  real: new RealWholeStation(registry, dimensions),
});

describe('the model of the station and its real actors do the same', () => {
  const visited = new Set<string>();
  let steps = 0;

  for (const { name, dimensions } of STATION_COMPOSITIONS.filter(({ deep }) => !deep))
    it(`${name}: states, contexts, sends, port calls and timers, step by step (seed ${WALKS.seed})`, () => {
      const compared = walk(beside(dimensions), WALKS);
      for (const values of compared.visited) visited.add(values);
      steps += compared.steps;
      expect(compared.difference).toBeNull();
      expect(compared.steps).toBe(WALKS.walks * WALKS.steps);
    });

  it('on walks that charge, reserve, reset and start again', () => {
    console.log(`equivalence: ${steps} steps, ${visited.size} different states of actors`);
    const all = [...visited].join('\n');
    for (const state of ['charging', 'held', 'ending', 'resetting', 'halting', 'scheduled', 'faulted'])
      expect(all).toContain(state);
  });

  it('and a wrong order of sends in the model is noticed', () => {
    const [{ dimensions }] = STATION_COMPOSITIONS as [(typeof STATION_COMPOSITIONS)[number]];
    const begin = () => ({
      model: new StationModel(
        { name: 'walk', scope: [], registry, dimensions },
        (it) => new ReversedSends(it),
      ),
      real: new RealWholeStation(registry, dimensions),
    });
    expect(walk(begin, WALKS).difference).not.toBeNull();
  });
});
