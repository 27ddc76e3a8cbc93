import { mkdir, open, rename, rm } from 'node:fs/promises';
import { dirname } from 'node:path';
import { pipeline } from 'node:stream/promises';
import { TransferError } from './transfer-error.ts';

/** A file to be fetched. */
export type IncomingFile = {
  /** Where it is stored; what is there counts as whole. */
  readonly path: string;
  readonly most_bytes: number;
  /** Ends the transfer. */
  readonly signal: AbortSignal;
};
/** Gets a file from where it is, piece by piece. @throws TransferError */
export type FetchFrom = (location: URL, signal: AbortSignal) => AsyncIterable<Uint8Array>;

async function* bounded(pieces: AsyncIterable<Uint8Array>, most_bytes: number): AsyncIterable<Uint8Array> {
  let bytes = 0;
  for await (const piece of pieces) {
    bytes += piece.byteLength;
    if (bytes > most_bytes) throw new TransferError('failed', `it is longer than ${most_bytes} bytes`);
    yield piece;
  }
}

/** A rename is durable only when its directory is. */
async function syncDirectory(path: string): Promise<void> {
  const directory = await open(path, 'r');
  await directory.sync().finally(() => directory.close());
}

/**
 * Stores a file as it comes, beside its place, and puts it there when it is whole and on disk: after a power
 * cut at any point there is the whole file, or none. One that is there already is removed first.
 */
export async function storeIncoming(
  pieces: AsyncIterable<Uint8Array>,
  { path, most_bytes, signal }: IncomingFile,
): Promise<void> {
  const part = `${path}.part`;
  await mkdir(dirname(path), { recursive: true, mode: 0o700 });
  await rm(path, { force: true });
  const file = await open(part, 'w', 0o600);
  try {
    await pipeline(bounded(pieces, most_bytes), file.createWriteStream({ flush: true }), { signal });
  } catch (error) {
    await file.close().catch(() => {});
    await rm(part, { force: true });
    throw error;
  }
  await rename(part, path);
  await syncDirectory(dirname(path));
}
