import { accessSync, constants } from 'node:fs';
import { delimiter, join } from 'node:path';

const NAMES = ['chromium', 'chromium-browser', 'google-chrome', 'google-chrome-stable'];

/** The Chromium of this machine: `WALLCHART_CHROMIUM`, or one in PATH; null if there is none. */
export function findChromium(env: Readonly<Record<string, string | undefined>>): string | null {
  const named = env.WALLCHART_CHROMIUM;
  const folders = (env.PATH ?? '').split(delimiter);
  const candidates = named ? [named] : folders.flatMap((folder) => NAMES.map((name) => join(folder, name)));
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
