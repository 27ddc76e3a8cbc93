import { execFileSync } from 'node:child_process';
import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { type SourceFile, sourceFile } from './source-file.ts';

const ROOT = join(import.meta.dirname, '../..');
/** Not tracked, where git cannot say so: an unpacked archive. */
const UNTRACKED = /^(?:.*\/)?node_modules(?:\/|$)|^(?:\.git|data)(?:\/|$)/;

/** Tracked files and new ones that git does not ignore; in an unpacked archive, what git would track. */
function paths(): string[] {
  if (existsSync(join(ROOT, '.git'))) {
    const list = ['ls-files', '--cached', '--others', '--exclude-standard', '-z'];
    const output = execFileSync('git', list, { cwd: ROOT, encoding: 'utf8' });
    return output.split('\0').filter((path) => path !== '' && existsSync(join(ROOT, path)));
  }
  return readdirSync(ROOT, { recursive: true, withFileTypes: true })
    .filter((entry) => entry.isFile())
    .map((entry) => join(entry.parentPath, entry.name).slice(ROOT.length + 1))
    .filter((path) => !UNTRACKED.test(path));
}

/** All text files of the repository. */
export function repositoryFiles(): SourceFile[] {
  return paths().flatMap((path) => {
    const text = readFileSync(join(ROOT, path), 'utf8');
    return text.includes('\0') ? [] : [sourceFile(path, text)];
  });
}
