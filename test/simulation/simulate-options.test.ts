import { describe, expect, it } from 'vitest';
import { SeededRandom } from '../../drivers/random/seeded-random.ts';
import { readScript } from './read-script.ts';
import { OptionError, simulateOptions } from './simulate-options.ts';

describe('the options of a simulation', () => {
  it('have defaults, and a run is never longer than all days', () => {
    expect(simulateOptions([])).toEqual({
      do: 'simulate',
      seed: 1,
      days: 50,
      runDays: 5,
      jobs: 1,
      day: 'rough',
    });
    expect(simulateOptions(['--days', '2'])).toMatchObject({ days: 2, runDays: 2 });
  });

  it('take a seed that nobody has seen, when asked to', () => {
    const fresh = (seed: number) => simulateOptions(['--seed', 'fresh'], new SeededRandom(seed));
    expect(fresh(1)).not.toEqual(fresh(2));
    expect(fresh(1)).toEqual(fresh(1));
  });

  it('ask for help or a replay, whatever else they say', () => {
    expect(simulateOptions(['--help', '--seed', 'x'])).toEqual({ do: 'help' });
    expect(simulateOptions(['--replay', 'file.json'])).toEqual({ do: 'replay', file: 'file.json' });
  });

  it.each([
    [['--seed', 'x'], '--seed must be a whole number from 0'],
    [['--seed', '-1'], "'--seed' argument is ambiguous"],
    [['--seed', ''], '--seed must be a whole number'],
    [['--days', '0'], '--days must be a whole number from 1'],
    [['--days', '1e3'], '--days must be a whole number'],
    [['--jobs', '65'], '--jobs must be a whole number from 1 to 64'],
    [['--run-days', '2.5'], '--run-days must be a whole number'],
    [['--day', 'sunny'], 'There is no day sunny, only: plain, rough, quiet, unpinged'],
    [['--shape', 'rough'], "Unknown option '--shape'"],
    [['rough'], "Unexpected argument 'rough'"],
  ])('%j: %s', (args, message) => {
    expect(() => simulateOptions(args)).toThrow(OptionError);
    expect(() => simulateOptions(args)).toThrow(message);
  });
});

describe('a script to replay', () => {
  it.each([
    ['a file that is not there', './traces/none.json', 'cannot be read'],
    ['no JSON', './rare-events.ts', 'cannot be read'],
    ['other JSON', '../../package.json', 'is no script'],
  ])('%s is said to be none', (_what, file, message) => {
    expect(() => readScript(new URL(file, import.meta.url))).toThrow(message);
  });
});
