import { describe, expect, it } from 'vitest';
import { report } from '../explorer.ts';
import { figuresOnPage } from '../figures.ts';
import { PLANS } from '../plans.ts';

/** A model that grows beyond this is cut, not waited for. */
const MOST_STATES = 150_000;

describe('the whole station between the wire and the disk, every order of events', () => {
  for (const plan of PLANS.filter(({ section }) => section === 'station'))
    it(`${plan.name}: ${plan.scope}`, { timeout: 240_000 }, () => {
      const { found, unending } = plan.run(MOST_STATES);
      console.log(report(found));
      // S3 to S6 and S14 in every reachable state and step.
      expect(found.violation).toBeNull();
      expect(found.complete).toBe(true);
      // L1, L2, L3, L6: no fair run without the good thing.
      expect(unending.join('\n')).toBe('');
      const { states, edges, depth } = found;
      // If this differs: npm run check:models -- --write
      expect(figuresOnPage(plan)).toEqual({ states, edges, depth });
    });
});
