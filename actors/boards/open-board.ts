import type { StationOptions } from '../../drivers/command-line/station-options.ts';
import { openBench, type Surroundings } from './bench.ts';
import type { OpenedBoard } from './opened-board.ts';
import { openReference } from './reference.ts';
import { openEmulatedReference } from './reference-emulated.ts';

/** What `--board` can name. */
export const BOARDS = ['bench', 'reference-emulated', 'reference'] as const;

const OPENERS: Readonly<Record<string, (surroundings: Surroundings) => OpenedBoard | Promise<OpenedBoard>>> =
  {
    bench: openBench,
    'reference-emulated': openEmulatedReference,
    reference: openReference,
  } satisfies Record<(typeof BOARDS)[number], unknown>;

/**
 * Opens the board of that name; its state is known when this resolves.
 * @throws StartError, BenchError (rejects): it cannot be opened; the message says why.
 */
export async function openBoard(
  surroundings: Surroundings & { readonly options: Pick<StationOptions, 'board'> },
): Promise<OpenedBoard> {
  return OPENERS[surroundings.options.board]!(surroundings);
}
