import { readFileSync, writeFileSync } from 'node:fs';
import { drawFollowedMessage } from './svg/draw-sequence.ts';

/**
 * `node visualizations/write-sequence.ts [--check]`: docs/follow-a-message.svg, the sequence that
 * docs/follow-a-message.md tells, from the transcript that it quotes. A test holds the transcript to what the
 * station does.
 */
const PAGE = new URL('../docs/follow-a-message.md', import.meta.url);
const PICTURE = new URL('../docs/follow-a-message.svg', import.meta.url);
const TRANSCRIPT = new URL('../test/transcripts/remote-start-and-stop.txt', import.meta.url);

const read = (file: URL): string => readFileSync(file, 'utf8');
const picture = drawFollowedMessage(read(PAGE), read(TRANSCRIPT));
if (!process.argv.includes('--check')) {
  writeFileSync(PICTURE, picture);
  console.log('docs/follow-a-message.svg');
} else if (read(PICTURE) !== picture) {
  console.error('docs/follow-a-message.svg does not match its transcript: npm run diagrams');
  process.exitCode = 1;
}
