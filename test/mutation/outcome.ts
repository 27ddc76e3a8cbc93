import type { Finding } from './layers.ts';
import type { Mutant } from './mutants.ts';

/** What became of a mutant. */
export type Outcome = {
  readonly mutant: Mutant;
  /** How many tests come by what it changes. */
  readonly reached: number;
  /** Empty: it survived. */
  readonly findings: readonly Finding[];
  /** Why it is no mistake at all, where somebody says so. */
  readonly equivalent: string | undefined;
};

const KILLED_AT_LEAST = 0.9;
const EQUIVALENT_AT_MOST = 0.05;

export function outcomeWords({ mutant, reached, findings, equivalent }: Outcome): string {
  if (findings.length > 0) return `killed   ${mutant.id}: ${findings.map(findingWords).join(' | ')}`;
  return `${equivalent === undefined ? 'SURVIVED' : 'equivalent'} ${mutant.id} (${reached} tests come by)`;
}
const findingWords = ({ layer, properties, words }: Finding): string =>
  `${[layer, ...properties].join(' ')}: ${words.slice(0, 120)}`;

type Count = { readonly total: number; readonly killed: number; readonly equivalent: number };

function count(outcomes: readonly Outcome[]): Count {
  const killed = outcomes.filter(({ findings }) => findings.length > 0).length;
  const equivalent = outcomes.filter((it) => it.findings.length === 0 && it.equivalent !== undefined).length;
  return { total: outcomes.length, killed, equivalent };
}

const survivors = (outcomes: readonly Outcome[]): readonly Outcome[] =>
  outcomes.filter((it) => it.findings.length === 0 && it.equivalent === undefined);
const percent = (part: number, whole: number): string =>
  `${((100 * part) / Math.max(1, whole)).toFixed(1)} %`;

/**
 * The result in words, and whether it fails: too few mutants killed, too many called equivalent, or one
 * called so that is killed or not there.
 * @param claimed ids that must be among the outcomes.
 */
export function verdictOf(
  outcomes: readonly Outcome[],
  claimed: readonly string[],
): { readonly words: string; readonly failed: boolean } {
  const { total, killed, equivalent } = count(outcomes);
  const real = total - equivalent;
  const known = new Set(outcomes.map(({ mutant }) => mutant.id));
  const complaints = [
    ...outcomes
      .filter((it) => it.equivalent !== undefined && it.findings.length > 0)
      .map(({ mutant }) => `called equivalent, but killed: ${mutant.id}`),
    ...claimed.filter((id) => !known.has(id)).map((id) => `called equivalent, but not there: ${id}`),
    ...(killed < KILLED_AT_LEAST * real ? ['too few are killed'] : []),
    ...(equivalent > EQUIVALENT_AT_MOST * total ? ['too many are called equivalent'] : []),
  ];
  const figures = `${total} mutants, ${killed} killed (${percent(killed, real)}), ${equivalent} equivalent`;
  return { words: [figures, ...complaints].join('\n'), failed: complaints.length > 0 };
}

const groupedBy = (outcomes: readonly Outcome[], key: (outcome: Outcome) => string) =>
  Object.entries(Object.groupBy(outcomes, key)) as [string, Outcome[]][];

function table(head: string, groups: readonly [string, readonly Outcome[]][]): string {
  const rows = groups.map(([name, outcomes]) => {
    const { total, killed, equivalent } = count(outcomes);
    const alive = total - killed - equivalent;
    const cells = [name, total, killed, equivalent, alive, percent(killed, total - equivalent)];
    return `| ${cells.join(' | ')} |`;
  });
  return [
    `| ${head} | mutants | killed | equivalent | survived | killed of the others |`,
    '|---|---|---|---|---|---|',
    ...rows,
  ].join('\n');
}

const firstLayer = ({ findings: [first] }: Outcome): string => first?.layer ?? 'none';

/** docs/mutation.md. `properties`: the section of the table property x layer. */
export function pageOf(
  outcomes: readonly Outcome[],
  {
    days,
    states,
    properties,
  }: { readonly days: number; readonly states: number; readonly properties: string },
): string {
  const machine = ({ mutant }: Outcome) => mutant.machine;
  const layers = groupedBy(outcomes, firstLayer).map(([layer, them]) => `| ${layer} | ${them.length} |`);
  const alive = survivors(outcomes).map(
    ({ mutant, reached }) => `- \`${mutant.id}\` (${reached} tests come by it)`,
  );
  const argued = outcomes
    .filter((it) => it.findings.length === 0 && it.equivalent !== undefined)
    .map(({ mutant, equivalent }) => `- \`${mutant.id}\`: ${equivalent}`);
  return `# Mistakes in the machines, and what finds them

Written by \`npm run mutate\`; how it works is in [verification.md](verification.md). Each mutant is one
machine with one mistake: a transition that leads elsewhere or is missing, an action that is missing, a guard
negated or swapped with the next, a delay doubled or halved.

${table('all', [['all machines', outcomes]])}

${table('machine', groupedBy(outcomes, machine))}

${table(
  'mistake',
  groupedBy(outcomes, ({ mutant }) => mutant.operator),
)}

Tried in this order, until one finds it: the machine lint; the fast suites, as far as they come by the place;
rough days of the simulation (${days}); the checker (${states} states of each setting).

| found first by | mutants |
|---|---|
${layers.join('\n')}

## What violates each property, and the layer that found it

${properties}

## Survivors

${alive.length > 0 ? alive.join('\n') : 'None.'}

## Equivalent

${argued.length > 0 ? argued.join('\n') : 'None.'}
`;
}
