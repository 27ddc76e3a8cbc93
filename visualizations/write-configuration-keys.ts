import { readFileSync, writeFileSync } from 'node:fs';
import { mx007sc } from '../machines/vocabulary/profiles/mx007sc.ts';
import { open } from '../machines/vocabulary/profiles/open.ts';
import { configurationKeysPage } from './configuration-keys-page.ts';

/** Writes docs/configuration-keys.md; with `--check` only says, by exit status 1, that it would change. */
const file = new URL('../docs/configuration-keys.md', import.meta.url);
const page = configurationKeysPage([mx007sc, open]);

if (!process.argv.includes('--check')) writeFileSync(file, page);
else if (readFileSync(file, 'utf8') !== page) {
  console.error(
    'docs/configuration-keys.md is out of date: run node visualizations/write-configuration-keys.ts',
  );
  process.exitCode = 1;
}
