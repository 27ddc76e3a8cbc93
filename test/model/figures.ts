import { readFileSync } from 'node:fs';
import type { Exploration } from './explorer.ts';
import type { Plan, Section } from './plans.ts';

export const PAGE = new URL('../../docs/verification.md', import.meta.url);
export type Figures = Pick<Exploration, 'states' | 'edges' | 'depth'>;
type Row = { readonly plan: Pick<Plan, 'name' | 'scope'>; readonly found: Exploration };

const MARKED = (section: Section): RegExp =>
  new RegExp(`(<!-- figures of ${section}:[^>]*-->\\n)[\\s\\S]*?(<!-- end of figures -->)`);
const number = (value: number): string => value.toLocaleString('en');

/** How an exploration ended. */
export const outcome = ({ complete, violation }: Pick<Exploration, 'complete' | 'violation'>): string => {
  if (violation) return `stopped: ${violation.property} violated`;
  return complete ? 'complete' : 'cut';
};

/** Whether a search makes its command fail: a violation does; a cut does unless it was asked for. */
export const isFailure = (
  { complete, violation }: Pick<Exploration, 'complete' | 'violation'>,
  unending: readonly string[],
  mayBeCut: boolean,
): boolean => violation !== null || unending.length > 0 || !(complete || mayBeCut);

function tableOf(section: Section, rows: readonly Row[]): string {
  const deep = section.startsWith('deep');
  const head = ['composition', 'besides what is in all', 'states', 'edges', 'depth'];
  const line = (cells: readonly string[]): string => `| ${cells.join(' | ')} |\n`;
  const more = (found: Exploration): readonly string[] =>
    deep ? [`${Math.round(found.cpu_s)} s, ${found.memory_MB} MB`, outcome(found)] : [];
  const columns = deep ? [...head, 'processor, memory', ''] : head;
  return [
    line(columns),
    `|${'---|'.repeat(columns.length)}\n`,
    ...rows.map(({ plan: { name, scope }, found }) =>
      line([name, scope, number(found.states), number(found.edges), String(found.depth), ...more(found)]),
    ),
  ].join('');
}

/**
 * The page with the figures of one section in place of the older ones.
 * @throws Error if a table that has no place to say so would hide that a search was not complete.
 */
export function withFigures(page: string, section: Section, rows: readonly Row[]): string {
  if (!MARKED(section).test(page)) throw new Error(`docs/verification.md has no place for ${section}`);
  const short = section.startsWith('deep') ? undefined : rows.find(({ found }) => !found.complete);
  if (short) throw new Error(`no figures of ${section}: ${short.plan.name} was ${outcome(short.found)}`);
  return page.replace(MARKED(section), (_, begin: string, end: string) =>
    [begin, tableOf(section, rows), end].join(''),
  );
}

/** What the page says of a composition, or null. */
export function figuresOnPage({ section, name }: Pick<Plan, 'section' | 'name'>): Figures | null {
  const [table = ''] = MARKED(section).exec(readFileSync(PAGE, 'utf8')) ?? [];
  const row = table.split('\n').find((line) => line.startsWith(`| ${name} |`));
  if (!row) return null;
  const [states = 0, edges = 0, depth = 0] = row
    .split(' | ')
    .slice(2, 5)
    .map((cell) => Number(cell.replaceAll(/\D/g, '')));
  return { states, edges, depth };
}
