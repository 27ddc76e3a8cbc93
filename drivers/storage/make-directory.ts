import { mkdirSync, statSync } from 'node:fs';
import { dirname, resolve } from 'node:path';

/** Of those that are made; one that is there keeps its own. */
const OWNER_ONLY = 0o700;

/**
 * Makes a directory, and those above it that are missing. Not by `recursive` of Node: where a file system
 * takes no directory and calls it missing (ENOENT, as /proc does), that tries for ever.
 * @throws the error of the system
 */
export function makeDirectory(path: string): void {
  const whole = resolve(path);
  if (statSync(whole, { throwIfNoEntry: false })?.isDirectory()) return;
  const above = dirname(whole);
  if (above !== whole) makeDirectory(above);
  try {
    mkdirSync(whole, { mode: OWNER_ONLY });
  } catch (error) {
    // Somebody else may have made it meanwhile.
    if (!statSync(whole, { throwIfNoEntry: false })?.isDirectory()) throw error;
  }
}
