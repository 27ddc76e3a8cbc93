import { existsSync, globSync, readFileSync, writeFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import type { Reporter, TestModule, TestSpecification } from 'vitest/node';
import type {} from '../conformance/leave-evidence.ts';
import { CONFORMANCE } from '../projects.ts';
import { coverage, stalePages } from './coverage.ts';
import type { Observation } from './observation.ts';

const ROOT = fileURLToPath(new URL('../../', import.meta.url));
const pathOf = (name: string): string => `${ROOT}docs/${name}`;
const isConformance = ({ project }: { project: { name: string } }): boolean => project.name === 'conformance';

function failRun(words: string): void {
  console.error(`\n${words}\n`);
  process.exitCode = 1;
}

/**
 * Compares the pages in docs/ with what the conformance tests showed in the run that has just ended, and
 * fails the run where they differ or where something is not shown; with `write` it writes them. Only a run of
 * all of the tests can say that, and only if all passed: else it says nothing.
 */
export class CoverageReporter implements Reporter {
  readonly #write: boolean;
  readonly #fail: (words: string) => void;
  #whole = false;

  constructor({ write = false, fail = failRun }: { write?: boolean; fail?: (words: string) => void } = {}) {
    this.#write = write;
    this.#fail = fail;
  }

  onTestRunStart(specifications: readonly TestSpecification[]): void {
    const files = new Set(specifications.filter(isConformance).map(({ moduleId }) => moduleId));
    this.#whole = globSync([...CONFORMANCE], { cwd: ROOT }).every((file) => files.has(`${ROOT}${file}`));
  }

  onTestRunEnd(modules: readonly TestModule[]): void {
    if (!this.#whole) return;
    const tests = modules.filter(isConformance).flatMap((module) => [...module.children.allTests()]);
    if (tests.length === 0 || tests.some((test) => test.result().state !== 'passed')) return;
    const observed = tests.flatMap((test): Observation[] => {
      const { evidence } = test.meta();
      return evidence ? [{ file: test.module.relativeModuleId, name: test.name, evidence }] : [];
    });
    this.#tell(coverage(observed));
  }

  #tell(now: ReturnType<typeof coverage>): void {
    if (this.#write) for (const [name, text] of Object.entries(now.pages)) writeFileSync(pathOf(name), text);
    const stale = stalePages(now, (name) =>
      existsSync(pathOf(name)) ? readFileSync(pathOf(name), 'utf8') : null,
    );
    const problems = [
      ...now.findings,
      ...stale.map((name) => `docs/${name} is not what the tests show: npm run coverage`),
    ];
    if (problems.length > 0) this.#fail(['Coverage:', ...problems].join('\n  '));
  }
}
