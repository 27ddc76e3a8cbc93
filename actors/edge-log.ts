import { closeSync, openSync, writeSync } from 'node:fs';
import type { StationOptions } from '../drivers/command-line/station-options.ts';
import type { QueuedMessage, Storage } from '../drivers/storage/storage.ts';
import type { StationRecords } from '../machines/vocabulary/records.ts';
import type { Envelope } from './envelope.ts';

/** A file that cannot be written, or is no edge log. */
export class EdgeLogError extends Error {
  override name = 'EdgeLogError';
}

/** The first line of an edge log: all that the station started from. */
export type EdgeLogHeader = {
  readonly format: 1;
  readonly version: string;
  /** With the station profile. No secrets: of credentials only whether they are there. */
  readonly records: StationRecords;
  readonly messages: readonly QueuedMessage[];
  readonly options: { readonly identity: string; readonly csms: string | null; readonly board: string };
};
/** An edge log: its header, and every input of the station in order. */
export type EdgeLog = { readonly header: EdgeLogHeader; readonly envelopes: readonly Envelope[] };

export const edgeLogHeader = (
  version: string,
  { records }: Pick<Storage, 'records'>,
  messages: readonly QueuedMessage[],
  { identity, csms, board }: EdgeLogHeader['options'],
): EdgeLogHeader => ({ format: 1, version, records, messages, options: { identity, csms, board } });

/** One line of the file. A `Secret` shows as `[secret]`, wherever it stands. */
export const edgeLogLine = (line: EdgeLogHeader | Envelope): string => `${JSON.stringify(line)}\n`;

function created(path: string): number {
  try {
    return openSync(path, 'w', 0o600);
  } catch (cause) {
    throw new EdgeLogError(`The edge log ${path} cannot be written.`, { cause });
  }
}

type Options = Pick<StationOptions, 'identity' | 'csms' | 'board' | 'edgeLog'>;

/**
 * Writes an edge log, a line for each input before it is acted on. A file that cannot be written ends the
 * log, never the station.
 * @returns what to call with each envelope, if a file was named.
 * @throws EdgeLogError if the file cannot be created.
 */
export function writeEdgeLog(
  options: Options,
  version: string,
  storage: Storage,
  warn: (text: string) => void,
): (envelope: Envelope) => void {
  if (options.edgeLog === null) return () => {};
  let file: number | null = created(options.edgeLog);
  const write = (line: EdgeLogHeader | Envelope): void => {
    if (file === null) return;
    try {
      writeSync(file, edgeLogLine(line));
    } catch (error) {
      closeSync(file);
      file = null;
      warn(`The edge log ${options.edgeLog} ends here: ${error instanceof Error ? error.message : error}`);
    }
  };
  write(edgeLogHeader(version, storage, storage.messages(), options));
  return write;
}
