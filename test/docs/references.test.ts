import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { describe, expect, it } from 'vitest';

const ROOT = fileURLToPath(new URL('../../', import.meta.url));
const read = (path: string): string => readFileSync(join(ROOT, path), 'utf8');
const pages = readdirSync(join(ROOT, 'docs'), { recursive: true })
  .map((name) => `docs/${name}`)
  .filter((name) => name.endsWith('.md'));
const PAGES = ['README.md', ...pages.sort()];

describe('the documentation', () => {
  it.each(PAGES)('%s names files that exist, and in them what it says is there', (page) => {
    const named = [
      ...read(page).matchAll(/`((?:actors|drivers|machines|visualizations|test)\/[\w./-]+\.ts)(?::(\w+))?`/g),
    ];
    for (const [, path = '', name] of named) {
      expect(existsSync(join(ROOT, path)), path).toBe(true);
      if (name) expect(read(path)).toMatch(new RegExp(`\\b${name}\\b`));
    }
    const prose = read(page).replaceAll(/`[^`\n]*`/g, '');
    const links = [...prose.matchAll(/\]\(([^)#:]+)\)/g)].map(([, target = '']) => target);
    for (const target of links) expect(existsSync(join(ROOT, dirname(page), target)), target).toBe(true);
  });

  it('follow-a-message quotes the transcript, in its order', () => {
    const plain = (text: string): string => text.replaceAll(/\s+/g, ' ').trim();
    const quoted = read('docs/follow-a-message.md')
      .split('\n')
      .filter((line) => line.startsWith('    '));
    const told = read('test/transcripts/remote-start-and-stop.txt').split('\n').map(plain);
    expect(quoted.length).toBeGreaterThan(15);
    let from = 0;
    for (const line of quoted.map(plain)) {
      const place = told.findIndex((it, index) => index >= from && it.includes(line));
      expect(place, line).toBeGreaterThanOrEqual(0);
      from = place + 1;
    }
  });

  it('operations.md has every option that --help has', () => {
    const options = [...read('drivers/command-line/help.ts').matchAll(/^ {2}(--[a-z-]+) [A-Z]/gm)];
    expect(options.length).toBeGreaterThan(8);
    for (const [, option] of options) expect(read('docs/operations.md')).toContain(`| \`${option} `);
  });
});
