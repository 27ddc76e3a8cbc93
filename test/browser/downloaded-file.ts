import { once } from 'node:events';
import { existsSync, watch } from 'node:fs';
import { join } from 'node:path';

/** The path of a file that a browser writes into a folder, once it is there under its name. */
export async function downloaded(folder: string, name: string): Promise<string> {
  const path = join(folder, name);
  const watcher = watch(folder);
  while (!existsSync(path)) await once(watcher, 'change');
  watcher.close();
  return path;
}
