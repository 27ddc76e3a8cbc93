import { Worker } from 'node:worker_threads';

/** A file of the page as a browser takes it. */
export type PageFile = { readonly contentType: string; readonly bytes: Uint8Array };
export type PageFiles = ReadonlyMap<string, PageFile>;

/** The page's files could not be prepared: something of the installation is missing. */
export class PageFilesError extends Error {
  override name = 'PageFilesError';
}

const WORKER = new URL('./page-files-worker.ts', import.meta.url);

/**
 * Reads the page's files and strips their types, in a thread of its own: the first stripping takes 50 ms
 * that the station's event loop does not have.
 * @throws PageFilesError (rejects).
 */
export function readPageFiles(): Promise<PageFiles> {
  const { promise, resolve, reject } = Promise.withResolvers<PageFiles>();
  // Stripping types is what Node does to every file of the station; only the function for it warns.
  const worker = new Worker(WORKER, { execArgv: ['--disable-warning=ExperimentalWarning'] });
  worker.once('message', (files: PageFiles) => resolve(files));
  worker.once('error', (cause) => reject(new PageFilesError('The page cannot be prepared.', { cause })));
  worker.once('exit', () => reject(new PageFilesError('The page was not prepared.')));
  return promise;
}
