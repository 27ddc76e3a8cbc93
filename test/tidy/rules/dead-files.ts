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

/**
 * Every TypeScript file is an entry point (program, script, configuration, test) or imported by another file.
 */
export const everyFileIsUsed: ProjectRule = {
  name: 'every file is used',
  checkAll: (files) => {
    const used = new Set([
      'actors/main.ts',
      ...namedByPackage(files),
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
