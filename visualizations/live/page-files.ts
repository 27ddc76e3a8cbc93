import { inWorker } from './in-worker.ts';

/** A file of the page as a browser takes it. */
export type PageFile = { readonly contentType: string; readonly bytes: Uint8Array };
export type PageFiles = ReadonlyMap<string, PageFile>;

const WORKER = new URL('./page-files-worker.ts', import.meta.url);

/**
 * Reads the page's files and strips their types: the first stripping takes 50 ms.
 * @throws PageFilesError (rejects).
 */
export const readPageFiles = (): Promise<PageFiles> => inWorker(WORKER);
