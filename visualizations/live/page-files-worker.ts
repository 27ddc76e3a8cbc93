import { readdirSync, readFileSync } from 'node:fs';
import { stripTypeScriptTypes } from 'node:module';
import { extname } from 'node:path';
import { parentPort } from 'node:worker_threads';
import type { PageFile } from './page-files.ts';

/** Prepares the page's files in a thread of its own, see `readPageFiles`. */
const FOLDER = new URL('../page/', import.meta.url);

const TYPES: Readonly<Record<string, string>> = {
  '.html': 'text/html; charset=utf-8',
  '.css': 'text/css; charset=utf-8',
  '.svg': 'image/svg+xml',
  '.ts': 'text/javascript; charset=utf-8',
};

const names = readdirSync(FOLDER).filter((name) => extname(name) in TYPES);
/** Not of the page of a station, or only of a worker. */
const LATER: readonly string[] = ['start-saved-page.ts', 'replay-worker.ts'];
/** All modules are asked for at once, not one after the other as they are found. */
const preloads = names
  .filter((name) => extname(name) === '.ts' && !LATER.includes(name))
  .map((name) => `<link rel="modulepreload" href="/page/${name}" />`);

function served(name: string): string {
  const text = readFileSync(new URL(name, FOLDER), 'utf8');
  if (extname(name) === '.html') return text.replace('<!-- modules -->', preloads.join('\n    '));
  return extname(name) === '.ts' ? stripTypeScriptTypes(text) : text;
}

const pageFile = (name: string): PageFile => ({
  contentType: TYPES[extname(name)]!,
  bytes: Buffer.from(served(name)),
});

parentPort?.postMessage(new Map(names.map((name) => [name, pageFile(name)])));
