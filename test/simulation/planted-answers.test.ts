import { describe, expect, it } from 'vitest';
import { ROUGH_DAY } from './day-shape.ts';
import { PLANTED_ANSWERS } from './planted-answers.ts';
import { run, scriptOf } from './run.ts';

describe('the simulation finds what is planted in what a station says of itself', () => {
  it.each(Object.entries(PLANTED_ANSWERS))(
    '%s',
    async (_name, { seed, property, registry }) => {
      const { violations } = await run(scriptOf(seed, 1, ROUGH_DAY), registry);
      expect(violations.map((violation) => violation.property)).toContain(property);
    },
    60_000,
  );
});
