import { startVitest } from 'vitest/node';
import { CoverageReporter } from './coverage-reporter.ts';

/** Runs the conformance tests, and writes what they show: certified-flows.md, coverage.md, coverage.json. */
const vitest = await startVitest('test', [], {
  project: 'conformance',
  watch: false,
  reporters: ['dot', new CoverageReporter({ write: true })],
});
await vitest.close();
