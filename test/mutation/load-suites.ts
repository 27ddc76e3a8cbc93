import { globSync } from 'node:fs';
import { registerHooks } from 'node:module';
import { type CollectedTest, collected, collectingFrom } from './collected-tests.ts';

const COLLECTOR = new URL('collected-tests.ts', import.meta.url).href;
const ROOT = new URL('../../', import.meta.url);

/** The suites that run whole stations or machines in a moment, on virtual time. */
const SUITES = ['test/conformance/*.test.ts', 'test/station/*.test.ts', 'test/machines/*.test.ts'];
/**
 * Suites that are about something else, or need a process of their own: they measure memory, plant errors of
 * their own in the machines, or read documents.
 */
const OTHERS = new Set([
  'test/station/no-growth.test.ts',
  'test/station/decided-behaviour-page.test.ts',
  'test/station/edge-log-routes.test.ts',
  'test/conformance/random-days.test.ts',
]);

/** The files of the fast suites. */
export const suiteFiles = (): readonly string[] =>
  SUITES.flatMap((pattern) => globSync(pattern, { cwd: ROOT.pathname }))
    .filter((it) => !OTHERS.has(it))
    .sort();

/** The tests of the fast suites; loading a file declares them. */
export async function loadSuites(): Promise<readonly CollectedTest[]> {
  registerHooks({
    resolve: (specifier, context, next) =>
      specifier === 'vitest' && context.parentURL !== COLLECTOR
        ? { url: COLLECTOR, format: 'module-typescript', shortCircuit: true }
        : next(specifier, context),
  });
  for (const file of suiteFiles()) {
    collectingFrom(file);
    await import(new URL(file, ROOT).href);
  }
  return collected;
}
