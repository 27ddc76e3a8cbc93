import { writeFileSync } from 'node:fs';
import { SCENARIOS } from './scenarios.ts';
import { told } from './told.ts';

/** `npm run transcripts`: tells every scenario anew. */
for (const name of Object.keys(SCENARIOS)) {
  const { text } = await told(name);
  writeFileSync(new URL(`${name}.txt`, import.meta.url), text);
  console.log(`test/transcripts/${name}.txt`);
}
