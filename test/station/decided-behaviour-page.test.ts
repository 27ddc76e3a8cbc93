import { readFileSync } from 'node:fs';
import { describe, expect, it } from 'vitest';

const PAGE = readFileSync('docs/decided-behaviour.md', 'utf8');
const rows = PAGE.split('\n').filter((line) => line.startsWith('| ') && !line.startsWith('| behaviour'));
const proofs = (row: string) => [...row.matchAll(/\[(?<title>[^\]]+)\]\(\.\.\/(?<file>[^)]+)\)/g)];

describe('docs/decided-behaviour.md', () => {
  it('names a test for every line', () => {
    expect(rows.length).toBeGreaterThan(40);
    expect(rows.filter((row) => proofs(row).length === 0)).toEqual([]);
  });

  it('names only tests that there are', () => {
    const gone = rows
      .flatMap(proofs)
      .filter(({ groups }) => !readFileSync(groups!.file!, 'utf8').includes(groups!.title!));
    expect(gone.map(([proof]) => proof)).toEqual([]);
  });
});
