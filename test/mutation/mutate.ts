import { readFileSync, writeFileSync } from 'node:fs';
import { parseArgs } from 'node:util';
import type { AnyStateMachine } from 'xstate';
import { type Registry, registry } from '../../machines/registry.ts';
import { EQUIVALENT } from './equivalent-mutants.ts';
import { type Mutant, mutantsOf } from './mutants.ts';
import type { MeasuredTest } from './mutation-worker.ts';
import { type Outcome, outcomeWords, pageOf, verdictOf } from './outcome.ts';
import { FINDINGS, PAGE, propertySection, sampleOf, withSection } from './property-table.ts';
import { MutationProcess } from './worker-pool.ts';

const USAGE = `npm run mutate -- [--jobs J] [--sample N] [--seed S] [--only TEXT] [--layers]
                       [--days D] [--states N]
  --jobs J     processes (1)
  --sample N   N mutants of all, evenly spread from the S-th on (all)
  --only TEXT  the mutants whose id contains this
  --layers     every layer on each mutant: what they name is kept in property-findings.json, and the
               table property x layer in docs/mutation.md written anew
  --days D     rough days of the simulation for a mutant that nothing found before (2)
  --states N   states of each composition of the checker, for one that is still alive (6000)
Without --sample, --only and --layers the result is written to docs/mutation.md.`;

function options() {
  const { values } = parseArgs({
    options: {
      jobs: { type: 'string', default: '1' },
      sample: { type: 'string' },
      seed: { type: 'string', default: '0' },
      only: { type: 'string' },
      layers: { type: 'boolean', default: false },
      days: { type: 'string', default: '2' },
      states: { type: 'string', default: '6000' },
    },
  });
  const number = (name: string, text: string): number => {
    if (!/^\d+$/.test(text)) throw new Error(`--${name} must be a whole number`);
    return Number(text);
  };
  const { sample, only, layers } = values;
  return {
    jobs: Math.max(1, number('jobs', values.jobs)),
    seed: number('seed', values.seed),
    sample: sample === undefined ? null : Math.max(1, number('sample', sample)),
    only: only ?? null,
    layers,
    days: number('days', values.days),
    states: number('states', values.states),
  };
}
type Options = ReturnType<typeof options>;

const machines = Object.entries(registry) as [keyof Registry, AnyStateMachine][];
const mutants = machines.flatMap(([name, machine]) => mutantsOf(name, machine));

function chosen({ only, sample, seed }: Options): readonly Mutant[] {
  const named = only === null ? mutants : mutants.filter(({ id }) => id.includes(only));
  if (sample === null || sample >= named.length) return named;
  const step = named.length / sample;
  return Array.from({ length: sample }, (_, at) => named[(Math.floor(at * step) + seed) % named.length]!);
}

/** The tests that come by what a mutant changes, the quickest first. */
function testsFor({ reachedBy }: Mutant, measured: readonly MeasuredTest[]): string[] {
  return measured
    .filter(({ passed }) => passed.includes(reachedBy))
    .toSorted((a, b) => a.took_ms - b.took_ms)
    .map(({ name }) => name);
}

async function tryAll(wanted: readonly Mutant[], options: Options): Promise<readonly Outcome[]> {
  const { jobs, layers: all, days, states } = options;
  const processes = Array.from({ length: jobs }, () => new MutationProcess());
  const measured = await processes[0]!.measure();
  const broken = measured.find(({ error }) => error !== null);
  if (broken) throw new Error(`without any mistake ${broken.name} fails: ${broken.error}`);
  const left = [...wanted];
  const outcomes: Outcome[] = [];
  const work = async (process: MutationProcess): Promise<void> => {
    for (let mutant = left.shift(); mutant; mutant = left.shift()) {
      const tests = testsFor(mutant, measured);
      const task = { type: 'try', mutant: mutant.id, tests, days, states, all } as const;
      const { findings } = await process.try(task);
      const outcome: Outcome = { mutant, reached: tests.length, findings, equivalent: EQUIVALENT[mutant.id] };
      outcomes.push(outcome);
      console.log(`${outcomes.length}/${wanted.length} ${outcomeWords(outcome)}`);
    }
  };
  try {
    await Promise.all(processes.map(work));
  } finally {
    for (const process of processes) process.close();
  }
  const order = new Map(wanted.map(({ id }, index) => [id, index]));
  return outcomes.toSorted((a, b) => order.get(a.mutant.id)! - order.get(b.mutant.id)!);
}

async function main(): Promise<void> {
  let wanted: Options;
  try {
    wanted = options();
  } catch (error) {
    console.error(`${(error as Error).message}\n${USAGE}`);
    process.exitCode = 2;
    return;
  }
  const outcomes = await tryAll(chosen(wanted), wanted);
  if (wanted.layers) {
    writeFileSync(FINDINGS, `${JSON.stringify(sampleOf(outcomes), null, 2)}\n`);
    writeFileSync(PAGE, withSection(readFileSync(PAGE, 'utf8')));
  }
  const whole = wanted.sample === null && wanted.only === null && !wanted.layers;
  const { words, failed } = verdictOf(outcomes, whole ? Object.keys(EQUIVALENT) : []);
  console.log(words);
  if (whole) writeFileSync(PAGE, pageOf(outcomes, { ...wanted, properties: propertySection() }));
  process.exitCode = failed ? 1 : 0;
}

await main();
