import { describe, expect, it } from 'vitest';
import { report } from '../explorer.ts';
import { figuresOnPage } from '../figures.ts';
import { PLANS } from '../plans.ts';

/** A model that grows beyond this is cut, not waited for. */
const MOST_STATES = 150_000;

describe('the whole station, every order of events: its properties hold in every reachable state', () => {
  for (const plan of PLANS.filter(({ section }) => section === 'pair'))
    it(`${plan.name}: ${plan.scope}`, { timeout: 240_000 }, () => {
      const { found } = plan.run(MOST_STATES);
      console.log(report(found));
      expect(found.violation).toBeNull();
      expect(found.complete).toBe(true);
      const { states, edges, depth } = found;
      // If this differs: npm run check:models -- --write
      expect(figuresOnPage(plan)).toEqual({ states, edges, depth });
    });
});
