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
