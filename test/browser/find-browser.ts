import { accessSync, constants } from 'node:fs';
import { delimiter, join } from 'node:path';

type BrowserName = 'chromium' | 'firefox';
const BROWSERS: Readonly<
  Record<BrowserName, { readonly variable: string; readonly names: readonly string[] }>
> = {
  chromium: {
    variable: 'WALLCHART_CHROMIUM',
    names: ['chromium', 'chromium-browser', 'google-chrome', 'google-chrome-stable'],
  },
  firefox: { variable: 'WALLCHART_FIREFOX', names: ['firefox', 'firefox-esr'] },
};

/** A browser of this machine: the one that its variable names, or one in PATH; null if there is none. */
export function findBrowser(
  browser: BrowserName,
  env: Readonly<Record<string, string | undefined>>,
): string | null {
  const { variable, names } = BROWSERS[browser];
  const named = env[variable];
  const folders = (env.PATH ?? '').split(delimiter);
  const candidates = named ? [named] : folders.flatMap((folder) => names.map((name) => join(folder, name)));
  return candidates.find(isExecutable) ?? null;
}

function isExecutable(path: string): boolean {
  try {
    accessSync(path, constants.X_OK);
    return true;
  } catch {
    return false;
  }
}
