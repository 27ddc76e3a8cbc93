import { readFileSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import type { Exploration } from './explorer.ts';
import { isFailure, PAGE, withFigures } from './figures.ts';

const page = readFileSync(PAGE, 'utf8');
const readme = readFileSync(new URL('../../README.md', import.meta.url), 'utf8');
const found = (changes: Partial<Exploration>): Exploration => ({
  ...{ name: 'it', scope: [], states: 7, edges: 9, depth: 3, complete: false, violation: null },
  ...{ cpu_s: 1, memory_MB: 1, wayTo: () => [] },
  ...changes,
});
const violated = found({ violation: { property: 'S8', words: '', trace: [], way: [] } });
const row = (section: 'deep pair' | 'pair', of: Exploration): string | undefined =>
  withFigures(page, section, [{ plan: { name: 'it', scope: 'all' }, found: of }])
    .split('\n')
    .find((line) => line.startsWith('| it |'));

describe('a search that found a violation', () => {
  it('is not called cut, where larger bounds are explored', () => {
    expect(row('deep pair', violated)).toBe('| it | all | 7 | 9 | 3 | 1 s, 1 MB | stopped: S8 violated |');
    expect(row('deep pair', found({}))).toContain('| cut |');
    expect(row('deep pair', found({ complete: true }))).toContain('| complete |');
  });

  it('gets no figures where each exploration is to be complete; nor does one that was cut', () => {
    expect(() => row('pair', violated)).toThrow('no figures of pair: it was stopped: S8 violated');
    expect(() => row('pair', found({}))).toThrow('it was cut');
    expect(row('pair', found({ complete: true }))).toBe('| it | all | 7 | 9 | 3 |');
  });

  it('makes the command fail, also where it may cut; a cut alone only where nobody asked for it', () => {
    expect(isFailure(violated, [], true)).toBe(true);
    expect(isFailure(found({ complete: true }), ['a run without end'], true)).toBe(true);
    expect(isFailure(found({}), [], true)).toBe(false);
    expect(isFailure(found({}), [], false)).toBe(true);
    expect(isFailure(found({ complete: true }), [], false)).toBe(false);
  });

  it('is on no row of the page', () => {
    expect(page).not.toContain('violated |');
  });
});

describe('what grows with the compositions', () => {
  it.each([
    ['README.md', readme],
    ['docs/verification.md', page],
  ])('is counted by the tables alone, and by no prose: %s', (_name, text) => {
    const prose = text.split('\n').filter((line) => !line.startsWith('|'));
    const counted =
      /\b(\d[\d,]*|two|three|four|five|six|seven|eight|nine|ten|\w+teen|twenty|thirty|forty)\s+/;
    const grows = /(settings|compositions|seeded steps|counterexamples|bugs in the machines)\b/;
    const found = prose.join('\n').match(new RegExp(counted.source + grows.source, 'gi'));
    expect(found ?? []).toEqual([]);
  });
});
