import { spawnSync } from 'node:child_process';
import { findBrowser } from './find-browser.ts';

/** `npm run test:browser`: the page in a real Chromium; without one, it says so and ends well. */
if (findBrowser('chromium', process.env) === null) {
  console.log(
    'SKIPPED: the browser tests need Chromium (apt-get install chromium, or WALLCHART_CHROMIUM=path).',
  );
} else {
  const args = ['run', '--project', 'browser', ...process.argv.slice(2)];
  if (findBrowser('firefox', process.env) === null) {
    console.log(
      'SKIPPED: the page in Firefox needs one (apt-get install firefox-esr, or WALLCHART_FIREFOX=path).',
    );
    args.push('--exclude', '**/firefox.test.ts');
  }
  process.exitCode = spawnSync('vitest', args, { stdio: 'inherit' }).status ?? 1;
}
