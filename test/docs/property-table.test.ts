import { existsSync, readFileSync } from 'node:fs';
import { describe, expect, it } from 'vitest';

const ROOT = new URL('../../', import.meta.url);
const [, table = ''] = readFileSync(new URL('docs/verification.md', ROOT), 'utf8').split(
  '## Where each property is checked\n',
);
const rows = table
  .split('\n## ')[0]!
  .split('\n')
  .filter((line) => /^\| [SL]\d+ \|/.test(line))
  .map((line) => line.split('|').map((cell) => cell.trim()));
const numbered = (letter: string, count: number): readonly string[] =>
  Array.from({ length: count }, (_, index) => `${letter}${index + 1}`);

describe('the table of what checks each property', () => {
  it('has a row for each', () => {
    expect(rows.map(([, property]) => property)).toEqual([...numbered('S', 14), ...numbered('L', 6)]);
  });

  it.each(
    rows.map(([, property = '', ...cells]) => ({ property, cells })),
  )('$property: the files are there and speak of it', ({ property, cells }) => {
    const files = [...cells.join(' ').matchAll(/`([^`]+)`/g)].map(([, file = '']) => file);
    expect(files.length).toBeGreaterThan(0);
    for (const file of files) {
      const path = new URL(file, ROOT);
      expect(existsSync(path), file).toBe(true);
      expect(readFileSync(path, 'utf8'), file).toMatch(new RegExp(`\\b${property}\\b`));
    }
  });
});
