import { globSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { describe, expect, it } from 'vitest';
import type { TestModule, TestSpecification } from 'vitest/node';
import { CONFORMANCE } from '../projects.ts';
import { CoverageReporter } from './coverage-reporter.ts';

const ROOT = fileURLToPath(new URL('../../', import.meta.url));
const FILES = globSync([...CONFORMANCE], { cwd: ROOT });
const project = { name: 'conformance' };

/** What it says after a run of these files, in which every test ended so and showed nothing. */
function said(files: readonly string[], state: 'passed' | 'failed' | 'skipped' = 'passed'): string | null {
  let text: string | null = null;
  const reporter = new CoverageReporter({
    fail: (words) => {
      text = words;
    },
  });
  const test = (file: string) => ({
    name: 'x',
    module: { relativeModuleId: file },
    result: () => ({ state }),
    meta: () => ({}),
  });
  const modules = files.map((file) => ({ project, children: { allTests: () => [test(file)] } }));
  const specifications = files.map((file) => ({ project, moduleId: `${ROOT}${file}` }));
  reporter.onTestRunStart(specifications as unknown as TestSpecification[]);
  reporter.onTestRunEnd(modules as unknown as TestModule[]);
  return text;
}

describe('after a run', () => {
  it('of all files in which nothing was shown, it fails the run and says what is missing', () => {
    expect(FILES.length).toBeGreaterThan(90);
    const words = said(FILES);
    expect(words).toContain('TC_012_CS Remote Stop Charging Session: no test that ran proves it');
    expect(words).toContain('docs/certified-flows.md is not what the tests show');
  });

  it('of some files, or with a test that failed or was left out, it cannot know and says nothing', () => {
    expect(said(FILES.slice(1))).toBeNull();
    expect(said([])).toBeNull();
    expect(said(FILES, 'failed')).toBeNull();
    expect(said(FILES, 'skipped')).toBeNull();
  });
});
