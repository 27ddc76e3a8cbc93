import { describe, expect, it } from 'vitest';
import { FIXTURES } from './fixtures.ts';
import { describeFinding } from './rule.ts';
import { FILE_RULES, PROJECT_RULES } from './rules.ts';
import { sourceFile } from './source-file.ts';

const project = (files: Readonly<Record<string, string>>, rule: string): string[] => {
  const checked = PROJECT_RULES.find((candidate) => candidate.name === rule);
  if (!checked) throw new Error(`there is no rule ${rule}`);
  return checked
    .checkAll(Object.entries(files).map(([path, text]) => sourceFile(path, text)))
    .map(describeFinding);
};

describe('each rule finds what it forbids and nothing else', () => {
  it.each(FILE_RULES)('$name has fixtures', ({ name }) => {
    expect(FIXTURES.filter((fixture) => fixture.rule === name)).toHaveLength(1);
  });

  describe.each(FIXTURES)('$rule', ({ rule, found, passes }) => {
    const checked = FILE_RULES.find((candidate) => candidate.name === rule)!;

    it.each(found)('finds it in %s: %s', (path, text) => {
      const findings = checked.check(sourceFile(path, text));
      expect(findings).not.toEqual([]);
      for (const entry of findings) expect(entry.instead).not.toBe('');
    });

    it.each(passes)('is content with %s: %s', (path, text) => {
      expect(checked.check(sourceFile(path, text))).toEqual([]);
    });
  });

  it('names file, line, problem and replacement', () => {
    const file = sourceFile('actors/a.ts', '\n/*\n*/ const at = `\n` + Date.now();');
    const [first] = FILE_RULES.flatMap((rule) => rule.check(file));
    expect(describeFinding(first!)).toBe(
      'actors/a.ts:4 Date.now outside drivers/clock and drivers/random; ' +
        'instead: use the StationClock that you are given (drivers/clock)',
    );
  });
});

describe('statecharts exist', () => {
  const charts = ['charge-point', 'connector', 'contactor', 'transaction', 'rfid-session', 'ocpp-connection'];
  const machines = Object.fromEntries(charts.map((name) => [`machines/${name}.ts`, '']));

  it('finds a station without one of its statecharts', () => {
    const files: Record<string, string> = { ...machines, 'actors/main.ts': '' };
    delete files['machines/connector.ts'];
    expect(project(files, 'statecharts exist')).toEqual([expect.stringContaining('machines/connector.ts')]);
  });

  it('is content with all of them', () => {
    expect(project({ ...machines, 'actors/main.ts': '' }, 'statecharts exist')).toEqual([]);
  });
});

describe('every file is used', () => {
  it('finds a file that nobody imports, also when it imports itself', () => {
    const files = { 'drivers/a.ts': "import { b } from './b.ts';", 'drivers/b.ts': "import './b.ts';" };
    expect(project(files, 'every file is used')).toEqual([expect.stringMatching(/^drivers\/a\.ts:1 /)]);
    expect(project({ 'drivers/b.ts': files['drivers/b.ts'] }, 'every file is used')).toHaveLength(1);
  });

  it('knows programs, scripts, configurations, tests, type imports and workers as users', () => {
    const files = {
      'package.json': '{"bin":{"x":"drivers/x.ts"},"scripts":{"y":"node tools/y.ts --check"}}',
      'actors/main.ts': "import type { A } from '../drivers/a.ts';\nnew URL('./worker.ts', import.meta.url);",
      'actors/worker.ts': '',
      'drivers/a.ts': '',
      'drivers/x.ts': '',
      'tools/y.ts': '',
      'vitest.config.ts': '',
      'test/a.test.ts': '',
    };
    expect(project(files, 'every file is used')).toEqual([]);
  });
});

describe('tests are collected', () => {
  it.each([
    ['drivers/clock/clock.test.ts', "it('x', () => {});"],
    ['test/clock.spec.ts', "it('x', () => {});"],
    ['test/drivers/clock-test.ts', "it('x', () => {});"],
    ['test/clock.test.js', "it('x', () => {});"],
    ['test/empty.test.ts', 'const it = 1;'],
  ])('finds %s', (path, text) => {
    expect(project({ [path]: text }, 'tests are collected')).toHaveLength(1);
  });

  it.each([
    ['test/drivers/clock.test.ts', "it('x', () => {});"],
    ['test/drivers/clock.test.ts', "test.each([1])('x', () => {});"],
    ['test/drivers/clock.test.ts', "import { clockContract } from './clock-contract.ts';"],
    ['test/drivers/clock-contract.ts', 'export const clockContract = 1;'],
  ])('is content with %s: %s', (path, text) => {
    expect(project({ [path]: text }, 'tests are collected')).toEqual([]);
  });
});
