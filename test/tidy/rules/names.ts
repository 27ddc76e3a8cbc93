import { type FileRule, type Finding, finding, inFolder } from '../rule.ts';
import { isTypeScript, type SourceFile } from '../source-file.ts';

const KEBAB = /^[a-z0-9]+(?:-[a-z0-9]+)*$/;
/** A certified flow has its own name, and its test in test/conformance/ is found by it. */
const CERTIFIED_FLOW = /^TC_\d{3}(?:_\d)?_CS$/;
const VAGUE = new Set(['util', 'utils', 'helper', 'helpers', 'manager', 'managers', 'service', 'services']);
const VAGUE_ENDING = /(?:Utils?|Helpers?|Managers?|Services?)$/;
const DECLARATIONS = new Set(['class', 'const', 'function', 'type', 'interface']);

/** Folders and file name of a path, without endings (`.test.ts`, `.config.ts`). */
const namesOf = (path: string): string[] =>
  path
    .split('/')
    .map((segment) => segment.replace(/(?:\.(?:property|test|config|d))*\.ts$/, '').replace(/^\./, ''));

/** Files and folders of code are kebab-case. */
export const kebabCase: FileRule = {
  name: 'kebab-case',
  check: (file) =>
    isTypeScript(file.path)
      ? namesOf(file.path)
          .filter((name) => !KEBAB.test(name))
          .filter((name) => !(inFolder(file.path, 'test/conformance') && CERTIFIED_FLOW.test(name)))
          .map((name) => finding(file, 1, `${name} is not kebab-case`, 'name the file after its main export'))
      : [],
};

/** Names say what a thing is about; `utils` and its like say nothing. */
export const namesSaySomething: FileRule = {
  name: 'names say something',
  check: (file): Finding[] => {
    if (!isTypeScript(file.path)) return [];
    const instead = 'name it after what it is about, with a noun of OCPP or IEC 61851';
    const inPath = namesOf(file.path)
      .filter((name) => name.split('-').some((word) => VAGUE.has(word)))
      .map((name) => finding(file, 1, `the name ${name} says nothing`, instead));
    const exported = file.code.flatMap((token, index) => {
      const declaration = DECLARATIONS.has(file.code[index - 1]?.text ?? '');
      return declaration && file.code[index - 2]?.text === 'export' && VAGUE_ENDING.test(token.text)
        ? [finding(file, token.line, `the name ${token.text} says nothing`, instead)]
        : [];
    });
    return [...inPath, ...exported];
  },
};

const RE_EXPORT = /^(?:type )?(?:\*(?: as \S+)?|\{[^}]*\}) from \S+ ?;? ?/;

function onlyReExports(file: SourceFile): boolean {
  const [empty, ...statements] = file.code
    .map((token) => token.text)
    .join(' ')
    .split(/\bexport /);
  return (
    empty === '' && statements.length > 0 && statements.every((text) => text.replace(RE_EXPORT, '') === '')
  );
}

/** No file exists only to gather the exports of others: an import names the file that has the thing. */
export const noBarrelFiles: FileRule = {
  name: 'no barrel files',
  check: (file) =>
    isTypeScript(file.path) && (/(?:^|\/)index\.ts$/.test(file.path) || onlyReExports(file))
      ? [finding(file, 1, 'a barrel file', 'import from the file that declares the thing')]
      : [],
};
