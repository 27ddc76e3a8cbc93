import { parseArgs } from 'node:util';
import { CryptoRandom } from '../../drivers/random/crypto-random.ts';
import type { Random } from '../../drivers/random/random.ts';
import { SHAPES, type ShapeName } from './day-shape.ts';

const NAMES = Object.keys(SHAPES) as ShapeName[];
export const USAGE = `npm run simulate -- [options]

  --seed N      the first seed (1), or "fresh"; each run of days has the next one
  --days D      simulated days in all (50)
  --day NAME    the shape of a day: ${NAMES.join(', ')} (rough)
  --run-days R  days of one run; a run ends with its first day that violates something (5)
  --jobs J      threads, one core each (1)
  --replay FILE simulates a script, as a failing run leaves one, and says what it violates
  --help        this

Ends with 1 if anything was violated or too little happened, with 2 if it was asked for the impossible.`;

export type Simulate = {
  readonly seed: number;
  readonly days: number;
  readonly runDays: number;
  readonly jobs: number;
  readonly day: ShapeName;
};
export type SimulateOptions =
  | { readonly do: 'help' }
  | { readonly do: 'replay'; readonly file: string }
  | ({ readonly do: 'simulate' } & Simulate);

/** Something was asked for that there is not. The message is a sentence. */
export class OptionError extends Error {
  override name = 'OptionError';
}

const OPTIONS = {
  seed: { type: 'string', default: '1' },
  days: { type: 'string', default: '50' },
  day: { type: 'string', default: 'rough' },
  'run-days': { type: 'string', default: '5' },
  jobs: { type: 'string', default: '1' },
  replay: { type: 'string' },
  help: { type: 'boolean', default: false },
} as const;
/** Seeds of days are made of the seed and the number of the day. */
const MOST = { seed: 500_000, days: 1_000_000, 'run-days': 4_000, jobs: 64 } as const;

function parsed(args: readonly string[]) {
  try {
    return parseArgs({ args: [...args], options: OPTIONS, strict: true }).values;
  } catch (error) {
    throw new OptionError((error as Error).message, { cause: error });
  }
}

/**
 * @param random for a fresh seed.
 * @throws OptionError saying what is wrong with which option.
 */
export function simulateOptions(
  args: readonly string[],
  random: Random = new CryptoRandom(),
): SimulateOptions {
  const values = parsed(args);
  if (values.help) return { do: 'help' };
  if (values.replay !== undefined) return { do: 'replay', file: values.replay };
  const whole = (name: keyof typeof MOST, least: number): number => {
    const number = Number(values[name]);
    if (/^\d+$/.test(values[name]) && number >= least && number <= MOST[name]) return number;
    throw new OptionError(`--${name} must be a whole number from ${least} to ${MOST[name]}.`);
  };
  const day = NAMES.find((name) => name === values.day);
  if (!day) throw new OptionError(`There is no day ${values.day}, only: ${NAMES.join(', ')}.`);
  const days = whole('days', 1);
  return {
    do: 'simulate',
    seed: values.seed === 'fresh' ? Math.floor(random.fraction() * MOST.seed) : whole('seed', 0),
    days,
    runDays: Math.min(days, whole('run-days', 1)),
    jobs: whole('jobs', 1),
    day,
  };
}
