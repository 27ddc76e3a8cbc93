import { inWorker } from './in-worker.ts';

const WORKER = new URL('./replay-modules-worker.ts', import.meta.url);

/**
 * The modules that play an edge log, by their ids, as `/page/replay/…` serves them; the first one to
 * import is `entry`.
 * @param entry the module that plays it.
 * @throws PageFilesError (rejects).
 */
export const readReplayModules = (entry: URL): Promise<ReadonlyMap<string, Uint8Array>> =>
  inWorker(WORKER, entry.href);
