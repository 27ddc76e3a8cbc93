import { globSync, readFileSync, statSync, writeFileSync } from 'node:fs';
import { parseArgs } from 'node:util';
import type { PartialStrykerOptions } from '@stryker-mutator/api/core';
import { Stryker } from '@stryker-mutator/core';
import { EQUIVALENT } from './equivalent-rule-mutants.ts';
import { outcomeOf, type Report } from './rule-outcome.ts';
import { complaintsAbout, type Outcomes, rulesPage } from './rule-page.ts';

const USAGE = `npm run mutate:rules [-- [--jobs J] [--page] [FILES]]
  FILES       of machines/rules (all of them); the results of others are kept
  --jobs J    processes (1)
  --page      run nothing, write the page from the results that are there`;
const PAGE = 'docs/mutation-rules.md';
const KEPT = 'test/mutation-rules/last-results.json';
const REPORT = 'reports/mutation-rules/report.json';

const rules = globSync('machines/rules/**/*.ts').toSorted();

function wanted() {
  const { values, positionals } = parseArgs({
    allowPositionals: true,
    options: { jobs: { type: 'string', default: '1' }, page: { type: 'boolean', default: false } },
  });
  if (!/^[1-9]\d*$/.test(values.jobs)) throw new Error('--jobs must be a whole number of at least 1');
  const unknown = positionals.find((it) => !rules.includes(it));
  if (unknown !== undefined) throw new Error(`${unknown} is no file of machines/rules`);
  return {
    page: values.page,
    jobs: Number(values.jobs),
    files: positionals.length > 0 ? positionals : rules,
  };
}

const optionsFor = (files: readonly string[], jobs: number): PartialStrykerOptions => ({
  mutate: [...files],
  testRunner: 'vitest',
  plugins: ['@stryker-mutator/vitest-runner', './test/mutation-rules/texts-for-people.ts'],
  ignorers: ['texts-for-people'],
  vitest: { configFile: 'test/mutation-rules/rule-tests.config.ts' },
  coverageAnalysis: 'perTest',
  concurrency: jobs,
  // A busy machine is no mistake of a mutant.
  timeoutMS: 30_000,
  timeoutFactor: 4,
  dryRunTimeoutMinutes: 15,
  // The compiler in use cannot be loaded into our process; its configuration needs no rewriting either.
  tsconfigFile: 'no-rewriting.json',
  disableTypeChecks: false,
  ignorePatterns: ['docs', 'data', 'reports', 'simulation-failures'],
  reporters: ['progress-append-only', 'json', 'html'],
  jsonReporter: { fileName: REPORT },
  htmlReporter: { fileName: 'reports/mutation-rules/report.html' },
  allowConsoleColors: false,
});

/** The results of these files beside those that were kept of others. */
function merged(kept: Outcomes): Outcomes {
  const report = JSON.parse(readFileSync(REPORT, 'utf8')) as Report;
  const day = statSync(REPORT).mtime.toISOString().slice(0, 10);
  const fresh = Object.entries(report.files).map(([name, file]) => [name, outcomeOf(file, day)] as const);
  const all = { ...kept, ...Object.fromEntries(fresh) };
  const still = Object.entries(all).filter(([name]) => rules.includes(name));
  return Object.fromEntries(still.toSorted(([a], [b]) => a.localeCompare(b)));
}

async function main(): Promise<void> {
  let options: ReturnType<typeof wanted>;
  try {
    options = wanted();
  } catch (error) {
    console.error(`${(error as Error).message}\n${USAGE}`);
    process.exitCode = 2;
    return;
  }
  let outcomes = JSON.parse(readFileSync(KEPT, 'utf8')) as Outcomes;
  if (!options.page) {
    await new Stryker(optionsFor(options.files, options.jobs)).runMutationTest();
    outcomes = merged(outcomes);
    writeFileSync(KEPT, `${JSON.stringify(outcomes, null, 2)}\n`);
  }
  const untried = rules.filter((it) => !outcomes[it]);
  writeFileSync(PAGE, rulesPage(outcomes, EQUIVALENT, untried));
  const complaints = complaintsAbout(outcomes, EQUIVALENT);
  for (const file of options.files) {
    const it = outcomes[file];
    if (it) console.log(`${file}: ${it.mutants} mutants, alive: ${['', ...it.alive].join('\n  ')}`);
  }
  console.log(complaints.join('\n'));
  process.exitCode = complaints.length > 0 ? 1 : 0;
}

await main();
