import { readdirSync, readFileSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import { replay } from '../../actors/replay.ts';
import { Transcript } from '../../visualizations/transcript.ts';
import { SCENARIOS } from './scenarios.ts';
import { told } from './told.ts';

const folder = new URL('./', import.meta.url);

describe('the transcripts of the whole station', () => {
  it.each(
    Object.keys(SCENARIOS),
  )('%s is what happens (else: npm run transcripts, and read the diff)', async (name) => {
    const { text, edgeLog } = await told(name);
    expect(text).toBe(readFileSync(new URL(`${name}.txt`, folder), 'utf8'));
    // The same story from the edge log alone.
    const again = new Transcript();
    expect(replay(edgeLog, again).differences).toEqual([]);
    expect(text.endsWith(`\n\n${again.text()}`)).toBe(true);
  });

  it('are of scenarios that exist', () => {
    const files = readdirSync(folder).filter((file) => file.endsWith('.txt'));
    expect(files).toEqual(
      Object.keys(SCENARIOS)
        .map((name) => `${name}.txt`)
        .sort(),
    );
  });
});
