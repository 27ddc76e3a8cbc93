import { repeatedOnActors } from './repeat.ts';
import { readTrace, type TraceFile } from './trace-file.ts';
import { STATION_COMPOSITIONS } from './whole-station/station-dimensions.ts';
import { repeated } from './whole-station/trace.ts';

/**
 * `npm run check:trace -- FILE`: walks a trace of the model on the real actors, with the same checkers. Exit
 * status 1 if it still violates something, or if the two part; 2 if the file is no trace.
 */
function walked({ family, composition, way }: TraceFile) {
  if (family !== 'station') return { times_ms: undefined, ...repeatedOnActors({ family, composition, way }) };
  const found = STATION_COMPOSITIONS.find(({ name }) => name === composition);
  if (!found) throw new Error(`there is no composition ${composition}`);
  return repeated(found, way);
}

function print(file: string): boolean {
  const { labels, difference, violation, times_ms } = walked(readTrace(file));
  const time = (step: number): string => (times_ms ? `${String(times_ms[step]).padStart(10)} ms` : '');
  for (const [index, label] of labels.entries())
    console.log(`${time(index + 1)}${String(index + 1).padStart(4)}. ${label}`);
  if (times_ms === null) console.log('no times fit this order of timers: real delays exclude it');
  console.log(
    difference === null ? 'the real station does the same' : `the real station parts: ${difference}`,
  );
  console.log(
    violation ? `${violation.property} violated: ${violation.words}` : 'nothing is violated at its end',
  );
  return difference === null && !violation;
}

const [file] = process.argv.slice(2);
try {
  if (file === undefined) throw new Error('Which trace? npm run check:trace -- FILE');
  process.exitCode = print(file) ? 0 : 1;
} catch (error) {
  console.error(error instanceof Error ? error.message : error);
  process.exitCode = 2;
}
