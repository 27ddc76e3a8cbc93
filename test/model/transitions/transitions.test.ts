import { readFileSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import { replayPaths } from './replay-paths.ts';
import { readPaths } from './transition-paths.ts';
import { coverageOf, TRANSITIONS_PAGE, transitionsPage } from './transitions-page.ts';
import { UNREACHABLE } from './unreachable-transitions.ts';

const paths = readPaths();
const replayed = replayPaths(paths);
const coverage = coverageOf(replayed.reached);

describe('every transition of every statechart', () => {
  it('is taken by the real actors at the end of its path, the model beside them', () => {
    console.log(`transitions: ${paths.length} paths, walked in ${replayed.paths}, ${replayed.steps} steps`);
    for (const { machine, total, covered } of coverage) console.log(`  ${machine}: ${covered} of ${total}`);
    expect(replayed.problems).toEqual([]);
  });

  it('or stands in the list of those that nothing takes, each with what is in the way; at most 2 %', () => {
    const uncovered = coverage.flatMap((it) => it.uncovered);
    expect(uncovered.toSorted()).toEqual(Object.keys(UNREACHABLE).toSorted());
    const total = coverage.reduce((sum, it) => sum + it.total, 0);
    expect(uncovered.length / total).toBeLessThanOrEqual(0.02);
  });

  it('and what stands in that list is taken by no other path either', () => {
    expect(Object.keys(UNREACHABLE).filter((id) => replayed.taken.has(id))).toEqual([]);
  });

  it('as the page says (npm run transitions)', () => {
    expect(readFileSync(TRANSITIONS_PAGE, 'utf8')).toBe(transitionsPage(paths));
  });

  it('and a path that ends elsewhere, or cannot be walked, is noticed', () => {
    const [path] = paths.filter(({ labels }) => labels.length > 3) as [(typeof paths)[number]];
    const elsewhere = replayPaths([{ ...path, labels: path.labels.slice(0, 1) }]);
    expect(elsewhere.problems).toEqual([`the path to ${path.transition} does not take it`]);
    const impossible = replayPaths([{ ...path, labels: ['no such thing'] }]);
    expect(impossible.problems[0]).toContain('no such thing cannot happen');
  });
});
