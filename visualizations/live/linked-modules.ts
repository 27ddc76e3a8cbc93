import { readFileSync } from 'node:fs';
import { stripTypeScriptTypes } from 'node:module';
import type { LinkedModule } from '../page/blob-modules.ts';

/** A module that a browser cannot have. */
export class LinkedModulesError extends Error {
  override name = 'LinkedModulesError';
}

const ROOT = new URL('../../', import.meta.url);
/** The files of the packages that browsers take. */
const PACKAGES: Readonly<Record<string, string>> = {
  xstate: 'dist/xstate.esm.js',
  valibot: 'dist/index.min.mjs',
  'elkjs/lib/elk-api.js': 'lib/elk-api.js',
};
const IMPORT = /^((?:import|export)\b ?(?:[^;']*?\bfrom )?)'([^']+)';/gm;

/** The file that is meant by an import; its types have been stripped. */
function targetOf(specifier: string, importer: URL): URL {
  if (specifier.startsWith('.')) return new URL(specifier, importer);
  const file = PACKAGES[specifier];
  if (file === undefined) throw new LinkedModulesError(`no browser has ${specifier}: ${importer.pathname}`);
  const folder = `/node_modules/${specifier.split('/')[0]}/`;
  const [before] = import.meta.resolve(specifier).split(folder);
  return new URL(`${before}${folder}${file}`);
}

const idOf = ({ pathname }: URL): string =>
  pathname.startsWith(ROOT.pathname)
    ? pathname.slice(ROOT.pathname.length)
    : pathname.slice(pathname.lastIndexOf('/node_modules/') + 1);

/**
 * Modules of this program as a browser takes them: without types, each after those that it imports, their
 * names in its imports. The last one is the entry. Takes a tenth of a second: not for the station's thread.
 * @throws LinkedModulesError if a module imports what no browser has, or in a circle.
 */
export function linkedModules(entry: URL): readonly LinkedModule[] {
  const linked = new Map<string, LinkedModule | null>();
  const link = (file: URL): string => {
    const id = idOf(file);
    const known = linked.get(id);
    if (known === null) throw new LinkedModulesError(`modules import each other in a circle: ${id}`);
    if (known) return id;
    linked.set(id, null);
    const text = readFileSync(file, 'utf8');
    const script = file.pathname.endsWith('.ts') ? stripTypeScriptTypes(text) : text;
    const module = {
      id,
      text: script.replaceAll(
        IMPORT,
        (_, words: string, specifier: string) => `${words}'wallchart:${link(targetOf(specifier, file))}';`,
      ),
    };
    // At its place in the order: after what it imports.
    linked.delete(id);
    linked.set(id, module);
    return id;
  };
  link(entry);
  return [...linked.values()].filter((it) => it !== null);
}
