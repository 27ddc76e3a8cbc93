import { describe, expect, it } from 'vitest';
import { ReversedSends } from '../equivalence.ts';
import { STATION_COMPOSITIONS } from './station-dimensions.ts';
import { walkBeside } from './walk-beside.ts';

const WALKS = { seed: 20_261_125, walks: 8, steps: 60 };

describe('the model of the whole station and the station with its real glue do the same', () => {
  for (const composition of STATION_COMPOSITIONS)
    it(`${composition.name}: states, contexts, sends, ports, timers, disk (seed ${WALKS.seed})`, () => {
      const { difference, steps, labels } = walkBeside(composition, WALKS);
      console.log(`${composition.name}: ${steps} steps, ${labels.size} different ones`);
      expect(difference).toBeNull();
      expect(steps).toBeGreaterThan(WALKS.walks * 20);
    });

  it('and a wrong order of sends in the model is noticed', () => {
    const [composition] = STATION_COMPOSITIONS as [(typeof STATION_COMPOSITIONS)[number]];
    const { difference } = walkBeside(composition, WALKS, (component) => new ReversedSends(component));
    expect(difference?.words).toContain('real:');
  });
});
