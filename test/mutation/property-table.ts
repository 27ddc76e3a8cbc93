import { existsSync, globSync, readFileSync } from 'node:fs';
import { PLANTED_ANSWERS } from '../simulation/planted-answers.ts';
import { PLANTED_BUGS } from '../simulation/planted-bugs.ts';
import type { Outcome } from './outcome.ts';

/** A layer that found a violation of a property, and what it was violated by. */
export type PropertyFinding = { readonly property: string; readonly layer: string; readonly by: string };

const ROOT = new URL('../../', import.meta.url).pathname;
const FINDINGS = new URL('property-findings.json', import.meta.url);
const PAGE = new URL('../../docs/mutation.md', import.meta.url);
const MARKED = /(<!-- properties and layers[^>]*-->\n)[\s\S]*?(<!-- end of properties and layers -->)/;
const BEGIN = '<!-- properties and layers: npm run mutate -- --layers -->\n';
const END = '<!-- end of properties and layers -->';
const PROPERTIES = [
  ...Array.from({ length: 14 }, (_, at) => `S${at + 1}`),
  ...Array.from({ length: 6 }, (_, at) => `L${at + 1}`),
];
const NAMED = /\b(?:S(?:1[0-4]|[1-9])|L[1-6])\b/g;

/** Where tests look for planted bugs and name the property, and the layer that finds them. */
const PLANTED_IN = [
  ['test/model/**/*planted-bugs*.test.ts', 'checker'],
  ['test/durability/**/*planted-bugs*.test.ts', 'killed process'],
] as const;
const LAYERS = ['checker', 'simulation', 'wire', 'killed process'] as const;

/** What other stations got wrong in the field, by number, and the property that it violates. */
const FIELD_LESSONS: Readonly<Record<string, string>> = {
  ...{ '1': 'S3', '2': 'S3', '3': 'S3', '4': 'L2', '5': 'S7' },
  ...{ '7': 'S3', '8': 'S4', '10': 'S11' },
};

/** Field lessons with a conformance test of their own, which fails where the lesson was not learnt. */
function fieldLessons(): readonly PropertyFinding[] {
  const files = globSync('test/conformance/field-lesson-*.test.ts', { cwd: ROOT });
  return files.flatMap((file) => {
    const number = /lesson-(\d+)/.exec(file)?.[1] ?? '';
    const property = FIELD_LESSONS[number];
    return property ? [{ property, layer: 'wire', by: `field lesson ${number}` }] : [];
  });
}

/** The tests of a file: title and text. A description's title counts for the tests in it. */
function testsIn(source: string): readonly { readonly title: string; readonly text: string }[] {
  const code = source.replaceAll(/^ *\/\/.*$/gm, '');
  return code.split(/^describe(?=[.(])/m).flatMap((group) => {
    const [head = '', ...tests] = group.split(/^ *it(?=[.(])/m);
    return tests.map((text) => ({
      title: /'((?:[^'\\]|\\.)*)',\s*(?:async )?\(/.exec(text)?.[1] ?? '',
      text: `${/^\('([^']*)'/.exec(head)?.[1] ?? ''}\n${text}`,
    }));
  });
}

/** What one file of planted bugs says that it finds; a test that finds nothing on purpose is none. */
export function plantedIn(source: string, layer: string): readonly PropertyFinding[] {
  return testsIn(source)
    .filter(({ title }) => !title.includes('nothing is'))
    .flatMap(({ title, text }) =>
      [...new Set(text.match(NAMED) ?? [])].map((property) => ({
        property,
        layer,
        by: `planted: ${title.replace(/^planted: /, '')}`,
      })),
    );
}

/** Every planted bug and field lesson of the tests, which fail if it is not found. */
export function plantedBugs(): readonly PropertyFinding[] {
  const inTests = PLANTED_IN.flatMap(([pattern, layer]) =>
    globSync(pattern, { cwd: ROOT })
      .toSorted()
      .flatMap((file) => plantedIn(readFileSync(`${ROOT}${file}`, 'utf8'), layer)),
  );
  const inSimulation = Object.entries({ ...PLANTED_BUGS, ...PLANTED_ANSWERS }).map(
    ([name, { property }]) => ({
      property,
      layer: 'simulation',
      by: `planted: ${name}`,
    }),
  );
  return [...inTests, ...inSimulation, ...fieldLessons()];
}

type Sample = { readonly mutants: number; readonly findings: readonly PropertyFinding[] };

/** Of the last run with all layers; nothing where there was none yet. */
const lastSample = (): Sample =>
  existsSync(FINDINGS)
    ? (JSON.parse(readFileSync(FINDINGS, 'utf8')) as Sample)
    : { mutants: 0, findings: [] };

/** What the layers said of each mutant that was tried by all of them. */
export const sampleOf = (outcomes: readonly Outcome[]): Sample => ({
  mutants: outcomes.length,
  findings: outcomes.flatMap(({ mutant, findings }) =>
    findings.flatMap(({ layer, properties }) =>
      properties.map((property) => ({ property, layer, by: mutant.id })),
    ),
  ),
});

function cell(found: readonly PropertyFinding[]): string {
  const planted = found.filter(({ by }) => by.startsWith('planted: ')).length;
  const lessons = found.filter(({ by }) => by.startsWith('field lesson ')).length;
  const mutants = found.length - planted - lessons;
  const words = [
    ...(mutants > 0 ? [`${mutants} mutant${mutants > 1 ? 's' : ''}`] : []),
    ...(planted > 0 ? [`${planted} planted`] : []),
    ...(lessons > 0 ? [`${lessons} field lesson${lessons > 1 ? 's' : ''}`] : []),
  ];
  return words.join(', ');
}

/** The table property x layer, with one example for each property. */
export function propertyTable({ mutants, findings }: Sample, planted: readonly PropertyFinding[]): string {
  const all = [...planted, ...findings];
  const rows = PROPERTIES.map((property) => {
    const found = all.filter((it) => it.property === property);
    const cells = LAYERS.map((layer) => cell(found.filter((it) => it.layer === layer)));
    const [first] = found;
    const example = first ? first.by.replaceAll('|', '\\|') : '**nothing violates it yet**';
    return `| ${[property, ...cells, example].join(' | ')} |`;
  });
  return [
    `| property | ${LAYERS.join(' | ')} | for example |`,
    `|${'---|'.repeat(LAYERS.length + 2)}`,
    ...rows,
    '',
    `Mutants: of a sample of ${mutants}, those in which the layer named the property. Planted: bugs that`,
    'tests plant, and that fail if the layer does not find them. Field lessons: what other stations got',
    'wrong, each with a conformance test of its own. `wire`: conformance tests, each of which ends with the',
    'properties of the wire over all frames. What no layer names may still be found by a test that compares',
    'something else.',
    '',
  ].join('\n');
}

/** The section of the page, with what was found last. */
export const propertySection = (): string => `${BEGIN}${propertyTable(lastSample(), plantedBugs())}${END}`;

export const withSection = (page: string): string => page.replace(MARKED, () => propertySection());

export { FINDINGS, PAGE };
