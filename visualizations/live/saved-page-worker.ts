import { readFileSync } from 'node:fs';
import { stripTypeScriptTypes } from 'node:module';
import { parentPort, workerData } from 'node:worker_threads';
import { gzipSync } from 'node:zlib';
import type { SavedReplay } from '../page/blob-modules.ts';
import { linkedModules } from './linked-modules.ts';
import type { SavedPageNeeds } from './saved-page.ts';
import { savedPageTemplate } from './saved-page-template.ts';

/** Puts a saved page together in a thread of its own, see `emptySavedPage`. */
const PAGE = new URL('../page/', import.meta.url);
const { drawings, replay } = workerData as SavedPageNeeds;

const textOf = (name: string): string => readFileSync(new URL(name, PAGE), 'utf8');
const scriptOf = (url: URL): string => stripTypeScriptTypes(readFileSync(url, 'utf8'));

/** A script in which what it imports from blob-modules.ts stands written out: it begins without a server. */
const beginning = (program: URL): string =>
  [
    scriptOf(new URL('blob-modules.ts', PAGE)).replace(/^export /m, ''),
    scriptOf(program).replaceAll(/^import .*$/gm, ''),
  ].join('\n');

const modules = linkedModules(new URL(replay));
const saved: SavedReplay = {
  modules,
  entry: modules.at(-1)!.id,
  worker: beginning(new URL('../page/replay-worker.ts', import.meta.url)),
};

parentPort?.postMessage(
  savedPageTemplate({
    html: textOf('page.html'),
    css: textOf('page.css'),
    icon: textOf('icon.svg'),
    start: beginning(new URL('../page/start-saved-page.ts', import.meta.url)),
    modules: linkedModules(new URL('../page/main.ts', import.meta.url)),
    drawings,
    replay: gzipSync(JSON.stringify(saved)).toString('base64'),
  }),
);
