import { readFileSync } from 'node:fs';
import { stripTypeScriptTypes } from 'node:module';
import { type ImportSpecifier, init, parse } from 'es-module-lexer';
import { beforeAll, describe, expect, it } from 'vitest';
import { REPLAY } from '../../../actors/live-page.ts';
import { linkedModules } from '../../../visualizations/live/linked-modules.ts';

const ROOT = new URL('../../../', import.meta.url);
const ENTRIES = [
  ['an edge log is played with', REPLAY],
  ['a page is made of', new URL('visualizations/page/main.ts', ROOT)],
  ['statecharts are drawn with', new URL('visualizations/svg/draw-in-browser.ts', ROOT)],
] as const;

beforeAll(() => init);

/** The text of a file as a browser takes it, not linked. */
function scriptOf(id: string): string {
  const text = readFileSync(new URL(id, ROOT), 'utf8');
  return id.endsWith('.ts') ? stripTypeScriptTypes(text) : text;
}

/** What an independent reader finds: `import … from`, `export … from`, `import '…'`, `import(…)`. */
const importsOf = (script: string): readonly ImportSpecifier[] => parse(script)[0];

/** Names of modules stand between quotes; the reader says where. */
const named = ({ n, t }: ImportSpecifier): boolean => n !== undefined && t !== 3;

/** The module that a file means by a name; of a package, any file of it. */
function means(name: string, id: string): (linked: string) => boolean {
  if (!name.startsWith('.')) {
    const [folder] = name.split('/');
    return (linked) => linked.startsWith(`node_modules/${folder}/`);
  }
  const target = new URL(name, new URL(id, ROOT)).pathname.slice(ROOT.pathname.length);
  return (linked) => linked === target;
}

describe('the linker finds what es-module-lexer finds, and touches nothing else', () => {
  it.each(ENTRIES)('in all modules that %s', (_, entry) => {
    const modules = linkedModules(entry);
    let found = 0;
    for (const { id, text } of modules) {
      const script = scriptOf(id);
      const names = importsOf(script).filter(named);
      const linked = importsOf(text).filter(named);
      expect(linked.length, id).toBe(names.length);
      found += names.length;
      let rebuilt = '';
      let at = 0;
      for (const [index, { n: name = '', s: start, e: end }] of names.entries()) {
        const [, target = ''] = /^wallchart:([\w./@-]+)$/.exec(linked[index]!.n ?? '') ?? [];
        expect(means(name, id)(target), `${id}: ${name} is linked to ${target}`).toBe(true);
        rebuilt += `${script.slice(at, start)}wallchart:${target}`;
        at = end;
      }
      expect(text, id).toBe(rebuilt + script.slice(at));
    }
    // Each module but the first is imported at least once.
    expect(found).toBeGreaterThanOrEqual(modules.length - 1);
  });
});
