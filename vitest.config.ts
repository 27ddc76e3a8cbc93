import { existsSync } from 'node:fs';
import { delimiter, join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { defineConfig } from 'vitest/config';
import { CoverageReporter } from './test/coverage/coverage-reporter.ts';
import {
  BROWSER,
  COLLECTED,
  CONFORMANCE,
  GUARDRAILS,
  KERNEL,
  PRODUCTION,
  REAL_ADDON,
  REAL_TIME,
} from './test/projects.ts';

const xstateBuild = (entry: string): string =>
  fileURLToPath(new URL(`./node_modules/xstate/dist/${entry}.cjs.mjs`, import.meta.url));

/** A bound for a test that hangs, wide enough for a busy machine: no test measures time. */
const TEST_TIMEOUT_MS = 60_000;

/** Booting takes 10 to 40 s; a guest that hangs is ended after four minutes (test/kernel/guest.ts). */
const KERNEL_TIMEOUT_MS = 300_000;

/** Tests that this machine cannot run, and says so. */
function impossible(): readonly string[] {
  const addon = fileURLToPath(new URL('./node_modules/i2c-bus/build/Release/i2c.node', import.meta.url));
  const path = (process.env.PATH ?? '').split(delimiter);
  if (existsSync(addon) && path.some((folder) => existsSync(join(folder, 'cc')))) return [];
  console.log(
    'SKIPPED: tests of the addon i2c-bus need a C compiler (g++, make, python3), then npm run build:i2c.',
  );
  return [...REAL_ADDON, ...REAL_TIME];
}

const excluded = impossible();

export default defineConfig({
  test: {
    // vitest would leave one core to itself: of two, half of the machine.
    maxWorkers: '100%',
    reporters: ['default', new CoverageReporter()],
    // All of a project may be impossible here, which was said; else none at all is a mistake.
    passWithNoTests: excluded.length > 0,
    projects: [
      { test: { name: 'browser', environment: 'node', include: [...BROWSER], hookTimeout: 30_000 } },
      {
        test: {
          name: 'kernel',
          environment: 'node',
          testTimeout: KERNEL_TIMEOUT_MS,
          hookTimeout: KERNEL_TIMEOUT_MS,
          include: [...KERNEL],
          fileParallelism: false,
        },
      },
      {
        test: {
          name: 'real-time',
          environment: 'node',
          testTimeout: TEST_TIMEOUT_MS,
          include: [...REAL_TIME],
          exclude: [...excluded],
          fileParallelism: false,
        },
      },
      {
        test: {
          name: 'guardrails',
          environment: 'node',
          testTimeout: TEST_TIMEOUT_MS,
          include: [...GUARDRAILS],
        },
      },
      {
        test: {
          name: 'station',
          environment: 'node',
          testTimeout: TEST_TIMEOUT_MS,
          include: [...COLLECTED],
          exclude: [
            ...GUARDRAILS,
            ...CONFORMANCE,
            ...BROWSER,
            ...KERNEL,
            ...REAL_TIME,
            'test/production-build/**',
            ...excluded,
          ],
        },
      },
      {
        // Nothing in these modules remembers a test; loading them anew for each file took most of the time.
        test: {
          name: 'conformance',
          environment: 'node',
          testTimeout: TEST_TIMEOUT_MS,
          include: [...CONFORMANCE],
          isolate: false,
        },
      },
      {
        // vitest starts its workers with the export condition "development"; a station runs without it.
        resolve: {
          alias: [
            { find: /^xstate$/, replacement: xstateBuild('xstate') },
            { find: /^xstate\/(\w+)$/, replacement: xstateBuild('xstate-$1') },
          ],
        },
        test: {
          name: 'production',
          environment: 'node',
          testTimeout: TEST_TIMEOUT_MS,
          include: [...PRODUCTION],
        },
      },
    ],
  },
});
