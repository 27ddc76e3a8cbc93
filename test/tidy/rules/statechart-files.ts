import { type FileRule, finding, type ProjectRule } from '../rule.ts';
import type { SourceFile } from '../source-file.ts';

const STATION = ['charge-point', 'connector', 'contactor', 'transaction', 'rfid-session', 'ocpp-connection'];
const FURTHER = ['reservation', 'firmware-update', 'log-upload', 'charge-point-certificate'];
/** The injectable list of all statecharts. */
const REGISTRY = 'registry';

/** Name of a flat file of machines/ without its ending, or null. */
const flatName = (path: string): string | null => /^machines\/([^/]+)\.ts$/.exec(path)?.[1] ?? null;

const camelCase = (kebab: string): string =>
  kebab.replace(/-([a-z0-9])/g, (_, letter: string) => letter.toUpperCase());

function exportsStatechart(file: SourceFile, name: string): boolean {
  const declared = file.code.some(
    (token, index) =>
      token.text === camelCase(name) &&
      file.code[index - 1]?.text === 'const' &&
      file.code[index - 2]?.text === 'export',
  );
  return declared && file.code.some((token) => token.text === 'createMachine');
}

/**
 * The flat files of machines/ are exactly the statecharts of the station, so that `ls machines` shows it
 * whole.
 */
export const flatFilesAreStatecharts: FileRule = {
  name: 'flat files are statecharts',
  check: (file) => {
    const name = flatName(file.path);
    if (name === null || name === REGISTRY) return [];
    if (![...STATION, ...FURTHER].includes(name)) {
      const instead =
        'put parts of a machine into machines/<name>/, pure functions into rules/, types into vocabulary/';
      return [finding(file, 1, `${name} is no statechart of the station`, instead)];
    }
    return exportsStatechart(file, name)
      ? []
      : [
          finding(
            file,
            1,
            'no statechart here',
            `export const ${camelCase(name)} = setup(…).createMachine(…)`,
          ),
        ];
  },
};

/** A station that starts has all its statecharts. */
export const statechartsExist: ProjectRule = {
  name: 'statecharts exist',
  checkAll: (files) => {
    const main = files.find((file) => file.path === 'actors/main.ts');
    if (!main) return [];
    const present = new Set(files.map((file) => flatName(file.path)));
    return STATION.filter((name) => !present.has(name)).map((name) =>
      finding(main, 1, `machines/${name}.ts is missing`, 'write it, or change the list of statecharts here'),
    );
  },
};
