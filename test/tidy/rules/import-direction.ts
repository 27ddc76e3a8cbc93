import { type FileRule, type Finding, finding, inFolder } from '../rule.ts';
import type { Import, SourceFile } from '../source-file.ts';

/** What each layer may import, and in words. Root files and tests may import everything. */
const MAY_IMPORT: Readonly<Record<string, { readonly layers: readonly string[]; readonly words: string }>> = {
  machines: { layers: ['machines'], words: 'machines/ imports only machines/, xstate and valibot' },
  drivers: { layers: ['drivers', 'machines'], words: 'drivers/ imports only drivers/ and machines/' },
  actors: {
    layers: ['actors', 'drivers', 'machines', 'visualizations'],
    words: 'actors/ is glue: it imports drivers/, machines/ and visualizations/',
  },
  visualizations: {
    layers: ['visualizations', 'machines'],
    words: 'visualizations/ imports only machines/; what it needs of the station is handed to it by actors/',
  },
};

const MACHINE_PACKAGES = /^(?:xstate|valibot)(?:\/|$)/;
const layerOf = (path: string): string => path.split('/')[0]!;

function problemOf(file: SourceFile, entry: Import): { problem: string; instead: string } | null {
  const layer = layerOf(file.path);
  const allowed = MAY_IMPORT[layer];
  if (!allowed) return null;
  if (entry.target === null) return packageProblem(layer, entry.specifier);
  const target = layerOf(entry.target);
  if (!allowed.layers.includes(target)) {
    return { problem: `${layer}/ imports ${entry.target}`, instead: allowed.words };
  }
  const values = layer === 'drivers' && target === 'machines' && !entry.typeOnly;
  return values && !inFolder(entry.target, 'machines/vocabulary')
    ? {
        problem: `a driver imports values of ${entry.target}`,
        instead: 'import types only, or move what both need to machines/vocabulary/',
      }
    : null;
}

function packageProblem(layer: string, specifier: string): { problem: string; instead: string } | null {
  if (layer === 'machines' && !MACHINE_PACKAGES.test(specifier)) {
    return {
      problem: `machines/ imports ${specifier}`,
      instead:
        'declare a port (absentPort) and provide it in actors/; only xstate and valibot may be imported',
    };
  }
  if (layer !== 'visualizations' && /^elkjs(?:\/|$)/.test(specifier)) {
    return { problem: `${layer}/ imports ${specifier}`, instead: 'lay out statecharts in visualizations/' };
  }
  return null;
}

/**
 * Dependencies point one way: machines <- drivers, machines and drivers <- actors, machines <-
 * visualizations.
 */
export const importDirection: FileRule = {
  name: 'import direction',
  check: (file): Finding[] =>
    file.imports.flatMap((entry) => {
      const found = problemOf(file, entry);
      return found ? [finding(file, entry.line, found.problem, found.instead)] : [];
    }),
};
