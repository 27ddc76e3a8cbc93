import { createHash } from 'node:crypto';
import * as fc from 'fast-check';
import { beforeAll, describe, expect, it } from 'vitest';
import { REPLAY } from '../../../actors/live-page.ts';
import { linkedModules } from '../../../visualizations/live/linked-modules.ts';
import { emptySavedPage } from '../../../visualizations/live/saved-page.ts';
import { recordingOf } from '../../../visualizations/page/recording-lines.ts';
import { recordingIn, withMachines, withRecording } from '../../../visualizations/page/saved-page.ts';

let template = '';
beforeAll(async () => {
  template = await emptySavedPage({ drawings: '{"x":"</script>"}', replay: REPLAY.href });
});

/** Where a script element ends (HTML standard 13.2.6.4.4), whatever stands around it. */
const SCRIPT_ENDS = /<\/script/gi;

describe('a page that is saved', () => {
  it('names nothing outside of itself', () => {
    expect(template).not.toMatch(/(?:src|href)="(?!data:)/);
    const [, policy = ''] = /http-equiv="content-security-policy" content="([^"]+)"/.exec(template) ?? [];
    expect(policy).toContain("default-src 'none'");
    expect(policy).toContain("connect-src 'none'");
    expect(policy).not.toMatch(/unsafe|\*|https?:|'self'/);
  });

  it('runs no script but the one whose hash its policy names', () => {
    const scripts = [...template.matchAll(/<script(?: type="([^"]*)")?[^>]*>([\s\S]*?)<\/script>/g)];
    const [first, ...others] = scripts.filter(([, type = '']) => !/^(?:application|text)\//.test(type));
    expect(others).toEqual([]);
    const hash = createHash('sha256').update(String(first?.[2])).digest('base64');
    expect(template).toContain(`script-src 'sha256-${hash}' blob:;`);
  });

  it('holds whatever a recording says as data that ends nothing and begins nothing', () => {
    const ends = template.match(SCRIPT_ENDS)?.length;
    const fragment = fc.constantFrom('</script>', '<script>', '<!--', '-->', '\u2028', '"', '\\', '\u0000');
    const text = fc.array(fc.oneof(fragment, fc.string())).map((parts) => parts.join(''));
    fc.assert(
      fc.property(fc.array(text, { minLength: 1 }), (texts) => {
        const lines = texts.map((it) => JSON.stringify({ it })).join('\n');
        const page = withRecording(template, lines);
        expect(page.match(SCRIPT_ENDS)?.length).toBe(ends);
        expect(page.length - template.length).toBeGreaterThan(0);
        const held = (recordingIn(page) ?? '').trim().split('\n');
        expect(held.map((line) => JSON.parse(line).it)).toEqual(texts);
        expect(page).not.toMatch(/\u2028/);
      }),
      { numRuns: 200 },
    );
  });

  it('holds the statecharts that the page shows, in the place of those of the station', () => {
    const lines = '{"kind":"recording"}';
    const page = withMachines(withRecording(template, lines), '{"connector":"</script><svg>"}');
    const [, held] = /<script type="application\/json" id="machines">([\s\S]*?)<\/script>/.exec(page)!;
    expect(JSON.parse(held!)).toEqual({ connector: '</script><svg>' });
    expect(recordingIn(page)?.trim()).toBe(lines);
    expect(page.match(SCRIPT_ENDS)?.length).toBe(template.match(SCRIPT_ENDS)?.length);
  });

  it.each([
    0, 1, 100, 1_000,
  ])('that is cut off %i bytes before the end of its recording holds none', (less) => {
    const page = withRecording(template, `{"kind":"recording","text":"${'x'.repeat(2_000)}"}`);
    expect(
      recordingIn(page.slice(0, page.indexOf('</script>', page.indexOf('id="recording"')) - less)),
    ).toBeNull();
    expect(recordingIn('<html></html>')).toBeNull();
  });
});

describe('modules for a browser', () => {
  it('come each after those that it imports, without types, and nothing of Node among them', () => {
    const modules = linkedModules(REPLAY);
    const seen = new Set<string>();
    for (const { id, text } of modules) {
      for (const [, imported = ''] of text.matchAll(/'wallchart:([^']+)'/g))
        expect(seen, `${id} imports ${imported}`).toContain(imported);
      const others = text.matchAll(/^(?:import|export [{*])[^;']*'([^']+)';/gm);
      for (const [, name = ''] of others) expect(name, id).toMatch(/^wallchart:/);
      seen.add(id);
    }
    expect(modules.at(-1)?.id).toBe('actors/edge-log-recording.ts');
    expect(seen).toContain('machines/connector.ts');
  });

  it('are refused if one needs Node', () => {
    const sqlite = new URL('../../../drivers/storage/sqlite-storage.ts', import.meta.url);
    expect(() => linkedModules(sqlite)).toThrow(/^no browser has node:/);
  });
});

describe('a recording that is no good', () => {
  const head = { kind: 'recording', version: 1, about: null, base: { actors: {}, timers: [] } };
  const item = { kind: 'wire', n: 4, monotonic_ms: 1, wall: '', direction: 'sent', text: '' };
  const lines = (...values: readonly unknown[]) => values.map((it) => JSON.stringify(it)).join('\n');

  it.each([
    ['of a newer program', lines({ ...head, version: 2 }), /newer Wallchart/],
    ['without its scene', lines({ ...head, base: null }), /line 1 does not say what the station was/],
    ['with a foreign item', lines(head, { ...item, direction: 'up' }), /line 2 is no item/],
    ['with items left out', lines(head, item, { ...item, n: 6 }), /line 3 does not follow item 4/],
    ['cut off in a line', `${lines(head, item)}\n{"kind":"wi`, /line 3 is no JSON/],
  ])('%s says so', (_, text, words) => {
    expect(() => recordingOf(text)).toThrow(words);
    expect(recordingOf(lines(head, item)).recording.entries).toHaveLength(1);
  });
});
