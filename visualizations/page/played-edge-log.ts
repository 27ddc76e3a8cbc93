import type { LinkedModule } from './blob-modules.ts';

/**
 * What the worker is told: the text of an edge log, and the module that plays it: its address, or its id
 * among modules that are no files (addresses that a page of a file makes are not its worker's).
 */
export type ToPlay = {
  readonly text: string;
  readonly entry: string;
  readonly modules: readonly LinkedModule[] | null;
};
/** What it answers: a recording as lines, and where the replay parted from the log; or why there is none. */
export type Played =
  | { readonly lines: string; readonly differences: readonly string[] }
  | { readonly error: string };
