import { functionsIn } from '../functions.ts';
import { type FileRule, type Finding, finding, inFolder } from '../rule.ts';
import { isTypeScript, type SourceFile } from '../source-file.ts';

const FILE_LINES = 400;
const GLUE_LINES = 80;
const FUNCTION_LINES = 70;
const COLUMNS = 110;

/** Files are at most 400 lines, files of actors/ at most 80, lines at most 110 columns. */
export const fileSizes: FileRule = {
  name: 'file sizes',
  check: (file): Finding[] => {
    if (!isTypeScript(file.path)) return [];
    const length = file.text.endsWith('\n') ? file.lines.length - 1 : file.lines.length;
    const [limit, instead] = inFolder(file.path, 'actors')
      ? [GLUE_LINES, 'one file per edge; move decisions to machines/ and devices to drivers/']
      : [FILE_LINES, 'split it by what its parts are about'];
    const tooLong =
      length > limit ? [finding(file, limit + 1, `${length} lines, the limit is ${limit}`, instead)] : [];
    return [...tooLong, ...wideLines(file)];
  },
};

const wideLines = (file: SourceFile): Finding[] =>
  file.lines.flatMap((line, index) =>
    [...line].length > COLUMNS
      ? [finding(file, index + 1, `${[...line].length} columns, the limit is ${COLUMNS}`, 'break the line')]
      : [],
  );

/** Functions are at most 70 lines; the callback of a `describe` is a chapter, not a function. */
export const functionSizes: FileRule = {
  name: 'function sizes',
  check: (file) =>
    functionsIn(file.code)
      .map((found) => ({ ...found, length: found.lastLine - found.line + 1 }))
      .filter((found) => !found.chapter && found.length > FUNCTION_LINES)
      .map((found) =>
        finding(
          file,
          found.line,
          `function ${found.name} has ${found.length} lines, the limit is ${FUNCTION_LINES}`,
          'name its parts and make them functions',
        ),
      ),
};
