import { mkdirSync, writeFileSync } from 'node:fs';
import { Worker } from 'node:worker_threads';
import { SystemClock } from '../../drivers/clock/system-clock.ts';
import { QUIET_SESSIONS, SHAPES, type ShapeName } from './day-shape.ts';
import { EdgeLogs } from './edge-logs.ts';
import { DAY_MS } from './plan-day.ts';
import { tooFew } from './rare-events.ts';
import { readScript } from './read-script.ts';
import { run, scriptOf } from './run.ts';
import { shrink } from './shrink.ts';
import { OptionError, type Simulate, simulateOptions, USAGE } from './simulate-options.ts';
import type { Assignment, RunReport } from './simulate-worker.ts';
import { Tally } from './tally.ts';

const FAILURES = 'simulation-failures';
/** Young objects are many and die young: less copying of those that are still needed. */
const YOUNG_MB = 96;

try {
  const options = simulateOptions(process.argv.slice(2));
  if (options.do === 'help') console.log(USAGE);
  else if (options.do === 'replay') await replay(options.file);
  else await simulate(options);
} catch (error) {
  if (!(error instanceof OptionError)) throw error;
  console.error(`${error.message}\n\n${USAGE}`);
  process.exitCode = 2;
}

async function replay(file: string): Promise<void> {
  const { violations } = await run(readScript(file));
  for (const { property, at_ms, words } of violations) console.log(`${property} at ${at_ms} ms: ${words}`);
  console.log(violations.length === 0 ? 'nothing is violated' : `${violations.length} violations`);
  process.exitCode = violations.length === 0 ? 0 : 1;
}

async function simulate(options: Simulate): Promise<void> {
  const { seed, days, runDays, jobs, day } = options;
  console.log(`seed ${seed}, ${days} days in runs of ${runDays}, shape of a day (${day}):`);
  console.log(JSON.stringify(SHAPES[day], null, 1).replaceAll(/\n\s+/g, ' '));
  console.log(
    'samples, heartbeats and WebSocket pings every 60 s, unless the day changes their keys;\n' +
      'the register is stored with each sample, or after 31 s, of a session; the last hour of a day is kind',
  );
  const clock = new SystemClock();
  const begun_ms = clock.now().monotonic_ms;
  const elapsed_s = (): number => (clock.now().monotonic_ms - begun_ms) / 1_000;
  const tally = new Tally();
  const reports: RunReport[] = [];
  let done = 0;
  const seeds = Array.from({ length: Math.ceil(days / runDays) }, (_, index) => seed + index);
  const heard = (report: RunReport): void => {
    done += report.days;
    tally.add(report.counts);
    reports.push(report);
    const rate = (done / elapsed_s()).toFixed(2);
    console.log(`seed ${report.seed}: ${words(report)}; ${done} days, ${rate} days per second`);
  };
  const shares = Array.from({ length: jobs }, (_, job) => seeds.filter((_, index) => index % jobs === job));
  await Promise.all(shares.map((share) => work({ seeds: share, days: runDays, shape: day }, heard)));
  console.log(tally.lines().join('\n'));
  console.log(rates(done, elapsed_s()));
  const problems = [
    ...quietDays(reports, tally, day),
    ...(day === 'rough' ? tooFew(tally.counts, done) : []),
  ];
  for (const problem of problems) console.log(problem);
  const [first] = reports
    .filter(({ violations }) => violations.length > 0)
    .toSorted((a, b) => a.seed - b.seed);
  if (first) await explain(first, day, runDays);
  process.exitCode = problems.length > 0 || first ? 1 : 0;
}

function words({ violations: [first] }: RunReport): string {
  return first ? `${first.property} at ${first.at_ms} ms: ${first.words}` : 'nothing violated';
}

function rates(days: number, elapsed_s: number): string {
  const { user, system } = process.cpuUsage();
  const processor_s = (user + system) / 1e6;
  const aMinute = (seconds: number): string => ((days / seconds) * 60).toFixed(0);
  const took = `${days} days in ${elapsed_s.toFixed(1)} s, ${processor_s.toFixed(1)} s of processor time`;
  return `${took}: ${aMinute(elapsed_s)} days a minute, ${aMinute(processor_s)} a minute of one core`;
}

/** Says what a day was like. @returns what is wrong with a quiet one. */
function quietDays(reports: readonly RunReport[], { counts }: Tally, day: ShapeName): readonly string[] {
  const sessions = reports.flatMap((report) => report.sessions);
  const least = Math.min(...sessions);
  const aDay = (what: string): string => ((counts.get(what) ?? 0) / Math.max(1, sessions.length)).toFixed(1);
  const sent = (action: string): string => aDay(`sent: ${action}`);
  console.log(
    `a day: ${aDay('stored: transaction-opened')} sessions (at least ${least}), ` +
      `${sent('MeterValues')} MeterValues, ${sent('Heartbeat')} heartbeats, ` +
      `${aDay('stored: transaction-reading')} stored readings`,
  );
  const tooQuiet = (day === 'quiet' || day === 'unpinged') && least < QUIET_SESSIONS;
  return tooQuiet ? [`a quiet day had ${least} sessions, and should have ${QUIET_SESSIONS}`] : [];
}

function work(assignment: Assignment, heard: (report: RunReport) => void): Promise<void> {
  return new Promise((resolve, reject) => {
    const worker = new Worker(new URL('./simulate-worker.ts', import.meta.url), {
      workerData: assignment,
      resourceLimits: { maxYoungGenerationSizeMb: YOUNG_MB },
    });
    worker.on('message', heard);
    worker.on('error', reject);
    worker.on('exit', () => resolve());
  });
}

/** The line that repeats a failing run, and a short script of it. */
async function explain(report: RunReport, shape: ShapeName, runDays: number): Promise<void> {
  const [first] = report.violations;
  if (!first) return;
  const options = `--day ${shape} --seed ${report.seed} --days ${runDays} --run-days ${runDays}`;
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
  const logs = new EdgeLogs();
  await run(short, undefined, logs);
  for (const [life, text] of logs.texts.entries()) {
    const log = `${FAILURES}/${first.property}-seed-${report.seed}-life-${life + 1}.edge.jsonl`;
    writeFileSync(log, text);
    console.log(
      `edge log of life ${life + 1} on the real actors: npm run replay -- ${log} [--page OUT.html]`,
    );
  }
}
