import { describe, expect, it } from 'vitest';
import { outcomeOf } from './rule-outcome.ts';
import { complaintsAbout, rulesPage } from './rule-page.ts';
import { isTextForPeople } from './texts-for-people.ts';

const SOURCE = 'const a = b > 1;\nconst c = b > 1;\n';
const mutant = (line: number, status: string) => ({
  mutatorName: 'EqualityOperator',
  replacement: 'b >= 1',
  location: { start: { line, column: 11 }, end: { line, column: 16 } },
  status,
});
const outcome = (killed: number, alive: readonly string[], timedOut = 0) => ({
  measured: '2026-01-02',
  mutants: killed + timedOut + alive.length,
  killed,
  timedOut,
  alive,
});

describe('the outcome of a file', () => {
  it('names what is alive by what it replaces, and tells two such apart by their order', () => {
    const mutants = [mutant(2, 'Survived'), mutant(1, 'NoCoverage')];
    expect(outcomeOf({ source: SOURCE, mutants }, '2026-01-02')).toEqual(
      outcome(0, ['b > 1 → b >= 1', 'b > 1 → b >= 1 (2)']),
    );
  });

  it('counts the killed and those without end apart, and the ignored not at all', () => {
    const mutants = [mutant(1, 'Killed'), mutant(1, 'Timeout'), mutant(1, 'Ignored'), mutant(2, 'Survived')];
    expect(outcomeOf({ source: SOURCE, mutants }, '2026-01-02')).toEqual(
      outcome(1, ['b > 1 → b >= 1 (4)'], 1),
    );
  });

  it('does not exist where a mutant was not tried', () => {
    const broken = { source: SOURCE, mutants: [mutant(1, 'Pending')] };
    expect(() => outcomeOf(broken, '2026-01-02')).toThrow('b > 1 → b >= 1 was not tried: Pending');
  });
});

describe('the result fails', () => {
  it('with fewer than 90 % killed of those that are no equivalents', () => {
    expect(complaintsAbout({ 'a.ts': outcome(90, Array<string>(10).fill('x')) }, {})).toEqual([]);
    expect(complaintsAbout({ 'a.ts': outcome(89, Array<string>(11).fill('x')) }, {})).toEqual([
      'too few are killed',
    ]);
  });

  it('with more than 5 % called equivalent', () => {
    const alive = ['1', '2', '3', '4', '5', '6'];
    const argued = (names: readonly string[]) => ({
      'a.ts': Object.fromEntries(names.map((it) => [it, 'why'])),
    });
    expect(complaintsAbout({ 'a.ts': outcome(94, alive) }, argued(alive.slice(1)))).toEqual([]);
    expect(complaintsAbout({ 'a.ts': outcome(94, alive) }, argued(alive))).toEqual([
      'too many are called equivalent',
    ]);
  });

  it('where one is called equivalent that was killed; of a file not yet run it says nothing', () => {
    const argued = { 'a.ts': { gone: 'why' }, 'b.ts': { unknown: 'why' } };
    expect(complaintsAbout({ 'a.ts': outcome(9, ['x']) }, argued)).toEqual([
      'called equivalent, but killed or not there: a.ts: gone',
    ]);
  });
});

it('the page lists survivors and equivalents apart, with what was never run', () => {
  const page = rulesPage({ 'a.ts': outcome(7, ['x', 'y'], 1) }, { 'a.ts': { y: 'the same' } }, ['b.ts']);
  expect(page).toContain('| `a.ts` | 10 | 7 | 1 | 1 | 1 | 88.9 % | 2026-01-02 |');
  expect(page).toContain('nothing but types): `b.ts`.');
  expect(page).toMatch(/## Survivors\n\n- `a.ts`: `x`\n\n## Equivalent\n\n- `a.ts`: `y`: the same\n$/);
});

it('texts for people are literals with a space, templates too; words of the protocol are none', () => {
  expect(isTextForPeople({ type: 'StringLiteral', value: 'is read-only' })).toBe(true);
  expect(isTextForPeople({ type: 'TemplateLiteral', quasis: [{ value: { raw: 'key ' } }] })).toBe(true);
  expect(isTextForPeople({ type: 'StringLiteral', value: 'awaiting-plug' })).toBe(false);
  expect(isTextForPeople({ type: 'TemplateLiteral', quasis: [{ value: { raw: '' } }] })).toBe(false);
  expect(isTextForPeople({ type: 'Identifier' })).toBe(false);
});
