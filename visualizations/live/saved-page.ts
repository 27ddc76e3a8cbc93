import { inWorker } from './in-worker.ts';

export type SavedPageNeeds = {
  /** What `GET /machines` answers. */
  readonly drawings: string;
  /** Address of the module that plays an edge log. */
  readonly replay: string;
};

const WORKER = new URL('./saved-page-worker.ts', import.meta.url);

/**
 * The page as one file without a recording: `withRecording` puts one in.
 * @throws PageFilesError (rejects).
 */
export const emptySavedPage = (needs: SavedPageNeeds): Promise<string> => inWorker(WORKER, needs);
