import { closeSync, existsSync, fsyncSync, openSync, rmSync, writeFileSync } from 'node:fs';

/** A StopTransaction needs 16 KiB of the write-ahead log (measured): room for each connector, and more. */
const RESERVE_BYTES = 256 * 1024;
/** A reserve that is gone is tried again after this. */
const RETRY_MS = 60_000;

/**
 * Room on the disk that is taken in good times, for the StopTransaction of a charge that a full disk ends.
 * Given back, it is for the very next commit: nothing keeps other processes from taking what is left of it.
 */
export class DiskReserve {
  readonly #path: string;
  #triedAt_ms: number | null = null;

  constructor(path: string) {
    this.#path = path;
  }

  /** Takes it, if it is not there; not more than once a minute. A disk without room for it is no error. */
  take(now_ms: number): void {
    if (this.#triedAt_ms !== null && now_ms - this.#triedAt_ms < RETRY_MS) return;
    this.#triedAt_ms = now_ms;
    if (existsSync(this.#path)) return;
    try {
      const handle = openSync(this.#path, 'wx', 0o600);
      try {
        writeFileSync(handle, Buffer.alloc(RESERVE_BYTES));
        fsyncSync(handle);
      } finally {
        closeSync(handle);
      }
    } catch {
      // Half a reserve would be taken for a whole one.
      rmSync(this.#path, { force: true });
    }
  }

  /** @returns whether there was one. */
  release(): boolean {
    if (!existsSync(this.#path)) return false;
    rmSync(this.#path, { force: true });
    return true;
  }
}
