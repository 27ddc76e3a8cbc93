import { readBrowserModules } from './browser-modules.ts';

const DRAW = new URL('../svg/draw-in-browser.ts', import.meta.url).href;

/**
 * What lays out and draws a statechart in a browser, as `/page/drawing/…` serves it. Nothing, if elkjs is not
 * installed: a station that is only operated needs none.
 * @throws PageFilesError (rejects).
 */
export async function readDrawingModules(): Promise<ReadonlyMap<string, Uint8Array>> {
  const worker = workerOfElk();
  if (worker === null) return new Map();
  return readBrowserModules({ entry: DRAW, path: '/page/drawing/', files: { 'elk-worker.js': worker } });
}

function workerOfElk(): string | null {
  try {
    return import.meta.resolve('elkjs/lib/elk-worker.min.js');
  } catch {
    return null;
  }
}
