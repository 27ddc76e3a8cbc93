import { describe, expect, it } from 'vitest';
import { ROUGH_DAY } from './day-shape.ts';
import { PLANTED_BUGS } from './planted-bugs.ts';
import { run, scriptOf } from './run.ts';
import { shrink } from './shrink.ts';

const TIMEOUT_MS = 60_000;
/** Seeds of two days each in which each of the planted bugs has to be found. */
const SEEDS = [1, 2, 3, 4, 5];

describe('the simulation finds what is planted', () => {
  it.each(Object.entries(PLANTED_BUGS))(
    '%s',
    async (_name, { property, registry }) => {
      const found: string[] = [];
      for (const seed of SEEDS) {
        const { violations } = await run(scriptOf(seed, 2, ROUGH_DAY), registry);
        found.push(...violations.map((violation) => violation.property));
        if (found.includes(property)) break;
      }
      expect(found).toContain(property);
    },
    TIMEOUT_MS,
  );
});

describe('a failing run is shrunk', () => {
  it(
    'to the few incidents that it takes',
    async () => {
      const [bug] = Object.values(PLANTED_BUGS);
      if (!bug) throw new Error('there are no planted bugs');
      const { property, registry } = bug;
      const script = scriptOf(1, 1, ROUGH_DAY);
      const short = await shrink(script, { property, day: 0 }, { registry, tries: 60 });
      expect((await run(short, registry)).violations.map((violation) => violation.property)).toContain(
        property,
      );
      expect(short.incidents.length).toBeLessThan(script.incidents.length / 4);
    },
    TIMEOUT_MS,
  );
});
