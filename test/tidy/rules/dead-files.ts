import { posix } from 'node:path';
import { finding, type ProjectRule } from '../rule.ts';
import { isTypeScript, type SourceFile } from '../source-file.ts';

const isTest = (path: string): boolean => path.endsWith('.test.ts');
const isConfig = (path: string): boolean => path.endsWith('.config.ts');

/** Paths of .ts files that package.json names in its scripts and programs. */
function namedByPackage(files: readonly SourceFile[]): string[] {
  const text = files.find((file) => file.path === 'package.json')?.text ?? '{}';
  const { bin = {}, scripts = {} } = JSON.parse(text) as Record<string, Record<string, string>>;
  return [...Object.values(bin), ...Object.values(scripts)].flatMap(
    (line) => line.match(/[\w./-]+\.ts/g) ?? [],
  );
}

/** Paths of modules that a page begins with: its `<script src="/page/main.ts">`. */
const namedByPages = (files: readonly SourceFile[]): string[] =>
  files
    .filter(({ path }) => path.endsWith('.html'))
    .flatMap(({ path, text }) =>
      [...text.matchAll(/<script[^>]* src="[^"]*?([\w-]+\.ts)"/g)].map(([, name = '']) =>
        posix.join(posix.dirname(path), name),
      ),
    );

/**
 * Every TypeScript file is an entry point (program, script, configuration, test, page) or imported by another
 * file.
 */
export const everyFileIsUsed: ProjectRule = {
  name: 'every file is used',
  checkAll: (files) => {
    const used = new Set([
      'actors/main.ts',
      ...namedByPackage(files),
      ...namedByPages(files),
      ...files.flatMap((file) =>
        file.imports.flatMap((entry) => (entry.target && entry.target !== file.path ? [entry.target] : [])),
      ),
    ]);
    return files
      .filter((file) => isTypeScript(file.path) && !isTest(file.path) && !isConfig(file.path))
      .filter((file) => !used.has(file.path))
      .map((file) => finding(file, 1, 'nobody imports this file', 'use it or delete it'));
  },
};
