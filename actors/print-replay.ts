import { readFileSync, writeFileSync } from 'node:fs';
import { parseArgs } from 'node:util';
import { Transcript } from '../visualizations/transcript.ts';
import { edgeLogRecording } from './edge-log-recording.ts';
import { readEdgeLog } from './read-edge-log.ts';
import { replay } from './replay.ts';

/**
 * `npm run replay -- FILE`: an edge log as a transcript; with `--page OUT` as a recording that the live page
 * opens. Exit status 1 if the replay parts from it.
 */
const { values, positionals } = parseArgs({ allowPositionals: true, options: { page: { type: 'string' } } });
const [file] = positionals;
if (file === undefined) {
  console.error('Which edge log? npm run replay -- FILE [--page OUT]');
  process.exitCode = 2;
} else {
  const log = readEdgeLog(readFileSync(file, 'utf8'));
  const differences = values.page === undefined ? asTranscript() : await asRecording(values.page);
  for (const difference of differences) console.error(difference);
  process.exitCode = differences.length > 0 ? 1 : 0;

  function asTranscript(): readonly string[] {
    const transcript = new Transcript();
    const played = replay(log, transcript);
    process.stdout.write(transcript.text());
    return played.differences;
  }

  async function asRecording(out: string): Promise<readonly string[]> {
    const recording = await edgeLogRecording(log);
    writeFileSync(out, recording.lines);
    return recording.differences;
  }
}
