import type { FileOutcome } from './rule-outcome.ts';

export type Outcomes = Readonly<Record<string, FileOutcome>>;
/** By file and mutant: why it is no mistake. */
export type Arguments = Readonly<Record<string, Readonly<Record<string, string>>>>;

const KILLED_AT_LEAST = 0.9;
const EQUIVALENT_AT_MOST = 0.05;

type Count = {
  readonly mutants: number;
  readonly killed: number;
  readonly timedOut: number;
  readonly equivalent: number;
};

function count([file, outcome]: readonly [string, FileOutcome], argued: Arguments): Count {
  const { mutants, killed, timedOut, alive } = outcome;
  return { mutants, killed, timedOut, equivalent: alive.filter((it) => argued[file]?.[it]).length };
}

const total = (counts: readonly Count[]): Count => ({
  mutants: counts.reduce((sum, it) => sum + it.mutants, 0),
  killed: counts.reduce((sum, it) => sum + it.killed, 0),
  timedOut: counts.reduce((sum, it) => sum + it.timedOut, 0),
  equivalent: counts.reduce((sum, it) => sum + it.equivalent, 0),
});

const found = ({ killed, timedOut }: Count): number => killed + timedOut;
const share = (it: Count): number =>
  it.mutants === it.equivalent ? 1 : found(it) / (it.mutants - it.equivalent);
const percent = (part: number): string => `${(100 * part).toFixed(1)} %`;

/** What is wrong with a result: too few killed, too many called equivalent, or one called so that is not. */
export function complaintsAbout(outcomes: Outcomes, argued: Arguments): readonly string[] {
  const counts = total(Object.entries(outcomes).map((it) => count(it, argued)));
  const wrong = Object.entries(argued).flatMap(([file, them]) =>
    Object.keys(them)
      .filter((mutant) => outcomes[file] && !outcomes[file].alive.includes(mutant))
      .map((mutant) => `called equivalent, but killed or not there: ${file}: ${mutant}`),
  );
  return [
    ...wrong,
    ...(share(counts) < KILLED_AT_LEAST ? ['too few are killed'] : []),
    ...(counts.equivalent > EQUIVALENT_AT_MOST * counts.mutants ? ['too many are called equivalent'] : []),
  ];
}

function row(name: string, it: Count, when: string): string {
  const alive = it.mutants - found(it) - it.equivalent;
  const { mutants, killed, timedOut, equivalent } = it;
  return `| ${[name, mutants, killed, timedOut, equivalent, alive, percent(share(it)), when].join(' | ')} |`;
}

const code = (text: string): string => (text.includes('`') ? `\`\` ${text} \`\`` : `\`${text}\``);
const list = (lines: readonly string[]): string => (lines.length > 0 ? lines.join('\n') : 'None.');

/** docs/mutation-rules.md. `untried`: files that were never run. */
export function rulesPage(outcomes: Outcomes, argued: Arguments, untried: readonly string[]): string {
  const files = Object.entries(outcomes).toSorted(([a], [b]) => a.localeCompare(b));
  const counts = files.map((it) => count(it, argued));
  const lines = (wanted: boolean) =>
    files.flatMap(([file, { alive }]) =>
      alive
        .filter((it) => (argued[file]?.[it] !== undefined) === wanted)
        .map((it) => `- \`${file}\`: ${code(it)}${wanted ? `: ${argued[file]?.[it]}` : ''}`),
    );
  return `# Mistakes in the rules, and whether tests find them

Written by \`npm run mutate:rules\` from its results; do not edit. Stryker makes one mistake at a time in a
file of \`machines/rules/\` and runs the tests of rules, messages and single machines that come by it,
properties with 200 runs and a fixed seed. Texts for people are not mutated. A mutant that makes a test run
without end is found, too, and counted as such. Each file was run on the day that its row names, with the
tests of that day. Tests of whole stations are not asked: a survivor here may be found by them.

| file | mutants | killed | without end | equivalent | survived | found of the others | run |
|---|---|---|---|---|---|---|---|
${files.map(([file, { measured }], at) => row(`\`${file}\``, counts[at]!, measured)).join('\n')}
${row('all of these', total(counts), '')}

Without a result (never run, or nothing but types): ${untried.map(code).join(', ') || 'none'}.

## Survivors

${list(lines(false))}

## Equivalent

${list(lines(true))}
`;
}
