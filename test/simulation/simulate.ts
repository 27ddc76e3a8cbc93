import { mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { parseArgs } from 'node:util';
import { Worker } from 'node:worker_threads';
import { SystemClock } from '../../drivers/clock/system-clock.ts';
import { SHAPES, type ShapeName } from './day-shape.ts';
import { DAY_MS } from './plan-day.ts';
import { ENOUGH_DAYS, missing } from './rare-events.ts';
import { run, type Script, scriptOf } from './run.ts';
import { shrink } from './shrink.ts';
import type { Assignment, RunReport } from './simulate-worker.ts';
import { Tally } from './tally.ts';

const USAGE = `npm run simulate -- [--seed N] [--days D] [--jobs J] [--shape plain|rough|quiet] [--run-days R]
npm run simulate -- --replay FILE`;
const FAILURES = 'simulation-failures';

const { values } = parseArgs({
  options: {
    seed: { type: 'string', default: '1' },
    days: { type: 'string', default: '50' },
    jobs: { type: 'string', default: '1' },
    shape: { type: 'string', default: 'rough' },
    'run-days': { type: 'string', default: '5' },
    replay: { type: 'string' },
  },
});

if (values.replay) await replay(values.replay);
else if (values.shape in SHAPES) await simulate(values.shape as ShapeName);
else {
  console.error(USAGE);
  process.exitCode = 2;
}

async function replay(file: string): Promise<void> {
  const { violations } = await run(JSON.parse(readFileSync(file, 'utf8')) as Script);
  for (const { property, at_ms, words } of violations) console.log(`${property} at ${at_ms} ms: ${words}`);
  console.log(violations.length === 0 ? 'nothing is violated' : `${violations.length} violations`);
  process.exitCode = violations.length === 0 ? 0 : 1;
}

async function simulate(shape: ShapeName): Promise<void> {
  const [seed, days, jobs, runDays] = [values.seed, values.days, values.jobs, values['run-days']].map(
    Number,
  ) as [number, number, number, number];
  console.log(`seed ${seed}, ${days} days in runs of ${runDays}, shape of a day (${shape}):`);
  console.log(JSON.stringify(SHAPES[shape], null, 1).replaceAll(/\n\s+/g, ' '));
  const clock = new SystemClock();
  const begun_ms = clock.now().monotonic_ms;
  const tally = new Tally();
  const failed: RunReport[] = [];
  let done = 0;
  const seeds = Array.from({ length: Math.ceil(days / runDays) }, (_, index) => seed + index);
  const heard = (report: RunReport): void => {
    done += report.days;
    tally.add(report.counts);
    if (report.violations.length > 0) failed.push(report);
    const rate = done / ((clock.now().monotonic_ms - begun_ms) / 1_000);
    console.log(`seed ${report.seed}: ${words(report)}; ${done} days, ${rate.toFixed(2)} days per second`);
  };
  const shares = Array.from({ length: jobs }, (_, job) => seeds.filter((_, index) => index % jobs === job));
  await Promise.all(shares.map((share) => work({ seeds: share, days: runDays, shape }, heard)));
  console.log(tally.lines().join('\n'));
  const absent = shape === 'rough' && done >= ENOUGH_DAYS ? missing(tally.counts) : [];
  if (absent.length > 0) console.log(`never happened: ${absent.join('; ')}`);
  const [first] = failed.toSorted((a, b) => a.seed - b.seed);
  if (first) await explain(first, shape, runDays);
  process.exitCode = absent.length > 0 || failed.length > 0 ? 1 : 0;
}

function words({ violations: [first] }: RunReport): string {
  return first ? `${first.property} at ${first.at_ms} ms: ${first.words}` : 'nothing violated';
}

function work(assignment: Assignment, heard: (report: RunReport) => void): Promise<void> {
  return new Promise((resolve, reject) => {
    const worker = new Worker(new URL('./simulate-worker.ts', import.meta.url), { workerData: assignment });
    worker.on('message', heard);
    worker.on('error', reject);
    worker.on('exit', () => resolve());
  });
}

/** The line that repeats a failing run, and a short script of it. */
async function explain(report: RunReport, shape: ShapeName, runDays: number): Promise<void> {
  const [first] = report.violations;
  if (!first) return;
  const options = `--shape ${shape} --seed ${report.seed} --days ${runDays} --run-days ${runDays}`;
  console.log(`repeat: npm run simulate -- ${options}`);
  const script = scriptOf(report.seed, runDays, SHAPES[shape]);
  // The last moment of a day belongs to it.
  const day = Math.floor((first.at_ms - 1) / DAY_MS);
  const short = await shrink(script, { property: first.property, day });
  mkdirSync(FAILURES, { recursive: true });
  const file = `${FAILURES}/${first.property}-seed-${report.seed}.json`;
  writeFileSync(file, `${JSON.stringify(short, null, 1)}\n`);
  console.log(`shrunk from ${script.incidents.length} to ${short.incidents.length} incidents:`);
  for (const incident of short.incidents) console.log(`  ${JSON.stringify(incident)}`);
  console.log(`replay: npm run simulate -- --replay ${file}`);
}
