import { describe, expect, it } from 'vitest';
import { PLAIN_DAY, ROUGH_DAY } from './day-shape.ts';
import { PLANTED_BUGS } from './planted-bugs.ts';
import { run, scriptOf } from './run.ts';
import { shrink } from './shrink.ts';

const TIMEOUT_MS = 60_000;
/** Days, one a seed, within which each of the planted bugs has to be found. */
const WITHIN_DAYS = 10;

describe('the simulation finds what is planted', () => {
  it.each(Object.entries(PLANTED_BUGS))(
    '%s',
    async (_name, { seed: known, property, registry }) => {
      const found = new Set<string>();
      for (let days = 0; days < WITHIN_DAYS && !found.has(property); days += 1) {
        const { violations } = await run(scriptOf(known + days, 1, ROUGH_DAY), registry);
        for (const violation of violations) found.add(violation.property);
      }
      expect([...found]).toContain(property);
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
      const script = scriptOf(1, 1, PLAIN_DAY);
      const short = await shrink(script, { property, day: 0 }, { registry, tries: 25 });
      expect((await run(short, registry)).violations.map((violation) => violation.property)).toContain(
        property,
      );
      expect(short.incidents.length).toBeLessThan(script.incidents.length / 2);
    },
    TIMEOUT_MS,
  );
});
