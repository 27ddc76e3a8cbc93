import { matchesGlob } from 'node:path';
import { COLLECTED } from '../../projects.ts';
import { type FileRule, finding, type ProjectRule } from '../rule.ts';
import { isTypeScript, type SourceFile } from '../source-file.ts';

const looksLikeTest = (path: string): boolean => /[.-](?:test|spec)\.[cm]?[jt]sx?$/.test(path);
const isCollected = (path: string): boolean => COLLECTED.some((glob) => matchesGlob(path, glob));

const MARKS = new Set(['only', 'skip', 'todo', 'skipIf', 'runIf', 'fails']);
const MARKED = new Set(['it', 'test', 'describe', 'concurrent', 'sequential', 'each']);
const PREFIXED = new Set(['fit', 'fdescribe', 'xit', 'xdescribe', 'xtest']);

const callsTest = (file: SourceFile): boolean =>
  file.code.some((token, index) => {
    const [before, after] = [file.code[index - 1]?.text, file.code[index + 1]?.text];
    return (
      (token.text === 'it' || token.text === 'test') && before !== '.' && (after === '(' || after === '.')
    );
  });

/** A test that vitest does not collect proves nothing; neither does a test file without a test. */
export const testsAreCollected: ProjectRule = {
  name: 'tests are collected',
  checkAll: (files) =>
    files.flatMap((file) => {
      if (!looksLikeTest(file.path)) return [];
      if (!isCollected(file.path)) {
        const instead = `name it test/<area>/<name>.test.ts (collected: ${COLLECTED.join(', ')})`;
        return [finding(file, 1, 'vitest does not collect this test file', instead)];
      }
      const suites = file.imports.filter((entry) => entry.target?.startsWith('test/'));
      return callsTest(file) || suites.length > 0
        ? []
        : [finding(file, 1, 'a test file without a test', 'write the test or delete the file')];
    }),
};

/** No test is left out or singled out. */
export const noTestIsLeftOut: FileRule = {
  name: 'no test is left out',
  check: (file) => {
    if (!isTypeScript(file.path)) return [];
    return file.code.flatMap((token, index) => {
      const marked = file.code[index - 1]?.text === '.' && MARKED.has(file.code[index - 2]?.text ?? '');
      const found = (MARKS.has(token.text) && marked) || (PREFIXED.has(token.text) && token.kind === 'word');
      const instead = 'run it, or delete it and say in the commit why';
      return found ? [finding(file, token.line, `${token.text} on a test`, instead)] : [];
    });
  },
};
