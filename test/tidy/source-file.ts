import { posix } from 'node:path';
import { type Token, tokenize } from './tokens.ts';

/** An import, a re-export or a dynamic import. */
export type Import = {
  readonly specifier: string;
  /**
   * Path from the root of the repository for relative specifiers, null for packages and Node's own modules.
   */
  readonly target: string | null;
  /** Nothing of it exists at run time. */
  readonly typeOnly: boolean;
  readonly line: number;
};

/** A tracked file as the rules see it. `path` is relative to the root of the repository, with slashes. */
export type SourceFile = {
  readonly path: string;
  readonly text: string;
  readonly lines: readonly string[];
  /** Of TypeScript: all tokens but comments; empty for other files. */
  readonly code: readonly Token[];
  readonly comments: readonly Token[];
  readonly imports: readonly Import[];
};

export const isTypeScript = (path: string): boolean => path.endsWith('.ts');

/** @param path relative to the root of the repository. */
export function sourceFile(path: string, text: string): SourceFile {
  const tokens = isTypeScript(path) ? tokenize(text) : [];
  const code = tokens.filter((token) => token.kind !== 'comment');
  return {
    path,
    text,
    lines: text.split('\n'),
    code,
    comments: tokens.filter((token) => token.kind === 'comment'),
    imports: importsOf(path, code),
  };
}

function importsOf(path: string, code: readonly Token[]): Import[] {
  return code.flatMap((token, index) => {
    if (token.kind !== 'string') return [];
    const before = code[index - 1]?.text;
    const clause = clauseBefore(code, index);
    const dynamic = before === '(' && ['import', 'URL'].includes(code[index - 2]?.text ?? '');
    if (!clause && !dynamic) return [];
    const specifier = token.text.slice(1, -1);
    const target = specifier.startsWith('.') ? posix.join(posix.dirname(path), specifier) : null;
    // `new URL('./x.ts', import.meta.url)` refers to a file as an import does; other texts are no references.
    if (dynamic && code[index - 2]?.text === 'URL' && !specifier.endsWith('.ts')) return [];
    return [{ specifier, target, typeOnly: clause !== null && isTypeOnly(clause), line: token.line }];
  });
}

/** The words between `import` or `export` and the module's name, or null where a string is something else. */
function clauseBefore(code: readonly Token[], end: number): Token[] | null {
  if (code[end - 1]?.text === 'import') return [];
  if (code[end - 1]?.text !== 'from') return null;
  for (let index = end - 2; index >= 0; index -= 1) {
    const token = code[index]!;
    if (token.text === 'import' || token.text === 'export') return code.slice(index + 1, end - 1);
    if (token.kind === 'string' || token.text === ';') return null;
  }
  return null;
}

function isTypeOnly(clause: readonly Token[]): boolean {
  if (clause[0]?.text === 'type') return true;
  if (clause[0]?.text !== '{') return false;
  const names = clause
    .slice(1, -1)
    .map((token) => token.text)
    .join(' ')
    .split(',');
  return names.every((name) => name.trim() === '' || name.trim().startsWith('type '));
}
