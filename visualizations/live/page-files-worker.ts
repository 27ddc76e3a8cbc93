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

function pageFile(name: string): PageFile {
  const text = readFileSync(new URL(name, FOLDER), 'utf8');
  const served = extname(name) === '.ts' ? stripTypeScriptTypes(text) : text;
  return { contentType: TYPES[extname(name)]!, bytes: Buffer.from(served) };
}

const names = readdirSync(FOLDER).filter((name) => extname(name) in TYPES);
parentPort?.postMessage(new Map(names.map((name) => [name, pageFile(name)])));
