import { writeFileSync } from 'node:fs';
import type { Way } from '../explorer.ts';
import { writeTrace } from '../trace-file.ts';
import type { StationComposition } from './station-dimensions.ts';
import { repeated } from './trace.ts';

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
  const trace = {
    family: 'station',
    composition: composition.name,
    property,
    words,
    way,
    steps: labels,
  } as const;
  const name = writeTrace(directory, trace);
  const files = [`${name}.trace.json`];
  if (times_ms === null) return files;
  for (const [life, text] of edgeLogs.entries()) {
    const file = `${name}.life-${life + 1}.jsonl`;
    writeFileSync(file, text);
    files.push(file);
  }
  return files;
}
