import { readFileSync } from 'node:fs';
import type { TraceFile } from './whole-station/counterexample.ts';
import { STATION_COMPOSITIONS } from './whole-station/station-dimensions.ts';
import { repeated } from './whole-station/trace.ts';

/**
 * `npm run check:trace -- FILE`: walks a trace of the model on the real station, with the same checkers. Exit
 * status 1 if it still violates something, or if the two part.
 */
const [file] = process.argv.slice(2);
if (file === undefined) {
  console.error('Which trace? npm run check:trace -- FILE');
  process.exit(2);
}
const trace = JSON.parse(readFileSync(file, 'utf8')) as TraceFile;
const composition = STATION_COMPOSITIONS.find(({ name }) => name === trace.composition);
if (trace.format !== 1 || !composition) {
  console.error(`${file} is no trace of a composition that is explored`);
  process.exit(2);
}
const { labels, difference, violation, times_ms } = repeated(composition, trace.way);
for (const [index, label] of labels.entries())
  console.log(`${String(times_ms?.[index + 1] ?? '').padStart(10)} ms  ${label}`);
if (times_ms === null) console.log('no times fit this order of timers: real delays exclude it');
console.log(difference === null ? 'the real station does the same' : `the real station parts: ${difference}`);
console.log(
  violation ? `${violation.property} violated: ${violation.words}` : 'nothing is violated at its end',
);
process.exitCode = difference === null && !violation ? 0 : 1;
