import type { StationOptions } from '../../drivers/command-line/station-options.ts';
import { openBench, type Surroundings } from './bench.ts';
import type { OpenedBoard } from './opened-board.ts';

type Open = (surroundings: Surroundings) => OpenedBoard | Promise<OpenedBoard>;

/** What is not chosen is not loaded: a start is mostly the loading of files. */
const OPENERS: Readonly<Record<string, Open>> = {
  bench: openBench,
  'reference-emulated': async (it) => (await import('./reference-emulated.ts')).openEmulatedReference(it),
  reference: async (it) => (await import('./reference.ts')).openReference(it),
};

/** What `--board` can name, the simulated one first. */
export const BOARDS = Object.keys(OPENERS);

/**
 * Opens the board of that name; its state is known when this resolves.
 * @throws StartError, BenchError (rejects): it cannot be opened; the message says why.
 */
export async function openBoard(
  surroundings: Surroundings & { readonly options: Pick<StationOptions, 'board'> },
): Promise<OpenedBoard> {
  return OPENERS[surroundings.options.board]!(surroundings);
}
