import { readFileSync } from 'node:fs';
import { Transcript } from '../visualizations/transcript.ts';
import { readEdgeLog } from './read-edge-log.ts';
import { replay } from './replay.ts';

/** `npm run replay -- FILE`: an edge log as a transcript. Exit status 1 if the replay parts from it. */
const [file] = process.argv.slice(2);
if (file === undefined) {
  console.error('Which edge log? npm run replay -- FILE');
  process.exitCode = 2;
} else {
  const transcript = new Transcript();
  const { differences } = replay(readEdgeLog(readFileSync(file, 'utf8')), transcript);
  process.stdout.write(transcript.text());
  for (const difference of differences) console.error(difference);
  process.exitCode = differences.length > 0 ? 1 : 0;
}
