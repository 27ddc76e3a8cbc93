import { vi } from 'vitest';

/** A mutant that lives through this many runs of a property is taken to have survived it. */
const MOST_RUNS = 200;
const SEED = 16;

// A mutant is tried against every property that comes by it: few runs, the same for each mutant, and no
// search for the shortest counterexample, which nobody reads.
vi.mock('fast-check', async (importOriginal) => {
  const real = await importOriginal<typeof import('fast-check')>();
  const assert = ((
    property: Parameters<typeof real.assert>[0],
    parameters: Parameters<typeof real.assert>[1],
  ) =>
    real.assert(property, {
      seed: SEED,
      ...parameters,
      numRuns: Math.min(parameters?.numRuns ?? MOST_RUNS, MOST_RUNS),
      endOnFailure: true,
    })) as typeof real.assert;
  return { ...real, assert, default: { ...real.default, assert } };
});
