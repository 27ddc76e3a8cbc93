import { spawnSync } from 'node:child_process';
import { findChromium } from './find-chromium.ts';

/** `npm run test:browser`: the page in a real Chromium; without one, it says so and ends well. */
if (findChromium(process.env) === null) {
  console.log(
    'SKIPPED: the browser tests need Chromium (apt-get install chromium, or WALLCHART_CHROMIUM=path).',
  );
} else {
  const args = ['run', '--project', 'browser', ...process.argv.slice(2)];
  process.exitCode = spawnSync('vitest', args, { stdio: 'inherit' }).status ?? 1;
}
