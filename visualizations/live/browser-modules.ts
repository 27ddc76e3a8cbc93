import { inWorker } from './in-worker.ts';

const WORKER = new URL('./browser-modules-worker.ts', import.meta.url);

export type BrowserModulesNeeds = {
  /** Address of the module to begin with. */
  readonly entry: string;
  /** Where they are served, with a slash at the end. */
  readonly path: string;
  /** Files besides, by their names there. */
  readonly files?: Readonly<Record<string, string>>;
};

/**
 * Modules of this program as a browser takes them, by the names under which `path` serves them; the one to
 * import is `entry`.
 * @throws PageFilesError (rejects).
 */
export const readBrowserModules = (needs: BrowserModulesNeeds): Promise<ReadonlyMap<string, Uint8Array>> =>
  inWorker(WORKER, needs);
