import { readFileSync, writeFileSync } from 'node:fs';
import { parseArgs } from 'node:util';
import { StateMachine } from 'xstate';
import { registry } from '../machines/registry.ts';
import { drawingsOf } from '../visualizations/live/drawings.ts';
import { emptySavedPage } from '../visualizations/live/saved-page.ts';
import { withRecording } from '../visualizations/page/saved-page.ts';
import { Transcript } from '../visualizations/transcript.ts';
import { EdgeLogError } from './edge-log.ts';
import { edgeLogRecording } from './edge-log-recording.ts';
import { REPLAY } from './live-page.ts';
import { readEdgeLog } from './read-edge-log.ts';
import { replay } from './replay.ts';

/**
 * `npm run replay -- FILE`: an edge log as a transcript; with `--page OUT.html` as a page of its own, which
 * any browser opens without a station; with another name as a recording, which any page of a station opens.
 * Exit status 1 if the replay parts from it, 2 if there is none.
 */
const { values, positionals } = parseArgs({ allowPositionals: true, options: { page: { type: 'string' } } });
const USAGE = 'Which edge log? npm run replay -- FILE [--page OUT.html]';

try {
  const differences = await printed(positionals[0], values.page);
  for (const difference of differences) console.error(difference);
  process.exitCode = differences.length > 0 ? 1 : 0;
} catch (error) {
  // What is wrong with a file is a sentence, whoever named it.
  if (!(error instanceof EdgeLogError) && !isAboutFile(error)) throw error;
  console.error(error.message);
  process.exitCode = 2;
}

async function printed(file: string | undefined, out: string | undefined): Promise<readonly string[]> {
  if (file === undefined) throw new EdgeLogError(USAGE);
  const log = readEdgeLog(readFileSync(file, 'utf8'));
  if (out === undefined) {
    const transcript = new Transcript();
    const played = replay(log, transcript);
    process.stdout.write(transcript.text());
    return played.differences;
  }
  const { lines, differences } = await edgeLogRecording(log);
  writeFileSync(out, out.endsWith('.html') ? await pageWith(lines) : lines);
  return differences;
}

async function pageWith(lines: string): Promise<string> {
  const machines = Object.values(registry).filter((it) => it instanceof StateMachine);
  const drawings = JSON.stringify(await drawingsOf(machines));
  return withRecording(await emptySavedPage({ drawings, replay: REPLAY.href }), lines);
}

function isAboutFile(error: unknown): error is NodeJS.ErrnoException {
  return error instanceof Error && 'code' in error && 'path' in error;
}
