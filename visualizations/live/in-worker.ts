import { Worker } from 'node:worker_threads';

/** Something that the page needs could not be prepared: a part of the installation is missing. */
export class PageFilesError extends Error {
  override name = 'PageFilesError';
}

/**
 * What a program posts that runs in a thread of its own: what it does takes time that the station's event
 * loop does not have.
 * @param workerData what the program is given.
 * @throws PageFilesError (rejects).
 */
export function inWorker<Result>(program: URL, workerData: unknown = null): Promise<Result> {
  const { promise, resolve, reject } = Promise.withResolvers<Result>();
  // Stripping types is what Node does to every file of the station; only the function for it warns.
  const worker = new Worker(program, { workerData, execArgv: ['--disable-warning=ExperimentalWarning'] });
  worker.once('message', (result: Result) => resolve(result));
  worker.once('error', (cause) => reject(new PageFilesError('The page cannot be prepared.', { cause })));
  worker.once('exit', () => reject(new PageFilesError('The page was not prepared.')));
  return promise;
}
