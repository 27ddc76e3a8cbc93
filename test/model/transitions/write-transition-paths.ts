import { writeFileSync } from 'node:fs';
import { findPaths } from './find-paths.ts';
import { PATHS_FILE, pathsText, readPaths } from './transition-paths.ts';
import { TRANSITIONS_PAGE, transitionsPage } from './transitions-page.ts';

/**
 * `npm run transitions [-- WORDS]`: explores everything, or only the compositions with these words in their
 * names and keeps the paths found before; writes the paths and the page.
 */
const words = process.argv[2];
const paths = findPaths({
  only: new RegExp(words ?? ''),
  known: words === undefined ? [] : readPaths(),
  progress: console.log,
});
writeFileSync(PATHS_FILE, pathsText(paths));
writeFileSync(TRANSITIONS_PAGE, transitionsPage(paths));
