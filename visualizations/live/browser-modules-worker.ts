import { readFileSync } from 'node:fs';
import { parentPort, workerData } from 'node:worker_threads';
import type { BrowserModulesNeeds } from './browser-modules.ts';
import { linkedModules } from './linked-modules.ts';

/** Modules that a station serves, in a thread of its own, see `readBrowserModules`. */
const { entry, path, files = {} } = workerData as BrowserModulesNeeds;

const bytesOf = (text: string): Uint8Array =>
  Buffer.from(text.replaceAll(/'wallchart:([\w./@-]+)'/g, (_, id) => `'${path}${encodeURIComponent(id)}'`));

const modules = linkedModules(new URL(entry)).map(({ id, text }) => [id, bytesOf(text)] as const);
const others = Object.entries(files).map(([name, url]) => [name, readFileSync(new URL(url))] as const);
const [, first] = modules.at(-1)!;
parentPort?.postMessage(new Map([...modules, ...others, ['entry', first]]));
