import type { SourceFile } from './source-file.ts';

/** What a rule found: where, what is wrong, and what to do instead. */
export type Finding = {
  readonly path: string;
  readonly line: number;
  readonly problem: string;
  readonly instead: string;
};

/** A rule over one file at a time. */
export type FileRule = {
  readonly name: string;
  readonly check: (file: SourceFile) => readonly Finding[];
};

/** A rule over all tracked files together. */
export type ProjectRule = {
  readonly name: string;
  readonly checkAll: (files: readonly SourceFile[]) => readonly Finding[];
};

export const finding = (file: SourceFile, line: number, problem: string, instead: string): Finding => ({
  path: file.path,
  line,
  problem,
  instead,
});

/** One line of a report, in the form that editors and terminals make clickable. */
export const describeFinding = (found: Finding): string =>
  `${found.path}:${found.line} ${found.problem}; instead: ${found.instead}`;

export const inFolder = (path: string, folder: string): boolean => path.startsWith(`${folder}/`);
