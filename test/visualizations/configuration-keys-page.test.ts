import { readFileSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import { KEY_MEANINGS } from '../../machines/vocabulary/configuration-keys.ts';
import { mx007sc } from '../../machines/vocabulary/profiles/mx007sc.ts';
import { open } from '../../machines/vocabulary/profiles/open.ts';
import { configurationKeysPage } from '../../visualizations/configuration-keys-page.ts';

describe('the page of configuration keys', () => {
  const page = configurationKeysPage([mx007sc, open]);

  it('is the one in docs', () => {
    expect(readFileSync(new URL('../../docs/configuration-keys.md', import.meta.url), 'utf8')).toBe(page);
  });

  it('explains every key of every profile, and no other', () => {
    const names = new Set([mx007sc, open].flatMap(({ keys }) => keys.map(({ name }) => name)));
    expect(Object.keys(KEY_MEANINGS).sort()).toEqual([...names].sort());
  });

  it('has one row of equal width a key', () => {
    const rows = page.split('\n').filter((line) => line.startsWith('|'));
    expect(rows).toHaveLength(mx007sc.keys.length + 2);
    expect(new Set(rows.map((row) => row.split(' | ').length))).toEqual(new Set([7]));
    expect(rows.find((row) => row.includes('`HeartbeatInterval`'))).toContain('| 60 | 10 to 60 | 1 to ');
    expect(rows.find((row) => row.includes('`MeterValueSampleInterval`'))).toContain('| 0, 10 to 60 |');
  });
});
