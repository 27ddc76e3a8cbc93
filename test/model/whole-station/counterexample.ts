import { mkdirSync, writeFileSync } from 'node:fs';
import type { Way } from '../explorer.ts';
import type { StationComposition } from './station-dimensions.ts';
import { repeated } from './trace.ts';

/** A trace of the model on disk: which choice was taken at each step. */
export type TraceFile = {
  readonly format: 1;
  readonly composition: string;
  readonly property: string;
  readonly words: string;
  readonly way: Way;
  /** For who reads it; the way counts. */
  readonly steps: readonly string[];
};
type Found = { readonly property: string; readonly words: string; readonly way: Way };

/**
 * Saves a counterexample: as a trace for `npm run check:trace`, and as edge logs for `npm run replay`, one
 * for each life of the station.
 * @returns the files.
 */
export function saveCounterexample(
  directory: string,
  composition: StationComposition,
  { property, words, way }: Found,
): readonly string[] {
  const { labels, edgeLogs, times_ms } = repeated(composition, way);
  mkdirSync(directory, { recursive: true });
  const name = `${directory}/${composition.name.replaceAll(/\W+/g, '-')}-${property.replaceAll(/\W+/g, '-')}`;
  const trace: TraceFile = { format: 1, composition: composition.name, property, words, way, steps: labels };
  const files = [`${name}.trace.json`];
  writeFileSync(files[0]!, `${JSON.stringify(trace, null, 1)}\n`);
  if (times_ms === null) return files;
  for (const [life, text] of edgeLogs.entries()) {
    const file = `${name}.life-${life + 1}.jsonl`;
    writeFileSync(file, text);
    files.push(file);
  }
  return files;
}
