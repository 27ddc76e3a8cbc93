import { closeSync, openSync, readSync } from 'node:fs';

/** What went to a disk, in order: a write, or a FLUSH of its cache. */
export type DiskEvent =
  | { readonly type: 'write'; readonly at: number; readonly data: Buffer; readonly durable: boolean }
  | { readonly type: 'flush' };

// Format of the kernel's dm-log-writes, which QEMU's blklogwrites writes too.
const MAGIC = 0x6a736677736872n;
const FLUSH = 1n;
const FUA = 2n;
const DISCARD = 4n;
const ENTRY_SECTOR = 512;

/** @throws when the file is no such log, or is full */
export function readWriteLog(path: string): DiskEvent[] {
  const file = openSync(path, 'r');
  const bytes = (at: number, length: number): Buffer => {
    const buffer = Buffer.alloc(length);
    if (readSync(file, buffer, 0, length, at) !== length) throw new Error(`${path} ends at ${at}`);
    return buffer;
  };
  try {
    const head = bytes(0, ENTRY_SECTOR);
    if (head.readBigUInt64LE(0) !== MAGIC) throw new Error(`${path} is no log of writes`);
    if (head.readUInt32LE(24) !== ENTRY_SECTOR) throw new Error(`${path} has sectors of another size`);
    const events: DiskEvent[] = [];
    let at = ENTRY_SECTOR;
    for (;;) {
      const entry = bytes(at, ENTRY_SECTOR);
      const [sector, sectors, flags] = [0, 8, 16].map((offset) => entry.readBigUInt64LE(offset));
      // The number of entries in the head is not kept up to date; behind the last one the file is empty.
      if (sectors === 0n && flags === 0n) return events;
      at += ENTRY_SECTOR;
      if (flags! & FLUSH) events.push({ type: 'flush' });
      // What is discarded is free; nothing is ever read there again.
      if (flags! & DISCARD || sectors === 0n) continue;
      const data = bytes(at, Number(sectors) * ENTRY_SECTOR);
      at += data.length;
      events.push({ type: 'write', at: Number(sector) * ENTRY_SECTOR, data, durable: (flags! & FUA) !== 0n });
    }
  } finally {
    closeSync(file);
  }
}

/**
 * Disks as power cuts leave them: all that was written before the last FLUSH, and of what came after it a
 * part,
 * in any choice: a cache of the disk that is lost, and that had its own order.
 */
export class CutDisks {
  readonly #events: readonly DiskEvent[];
  readonly #fraction: () => number;
  readonly #flushed: Buffer;
  /** Events before this are in `#flushed`. */
  #settled = 0;

  /** @param base the disk before the first event; it becomes ours */
  constructor(base: Buffer, events: readonly DiskEvent[], fraction: () => number) {
    this.#flushed = base;
    this.#events = events;
    this.#fraction = fraction;
  }

  /** The disk when the power is cut after so many events; each time at least as many as the last. */
  after(count: number): Buffer {
    const lastFlush = this.#events.slice(0, count).findLastIndex(({ type }) => type === 'flush');
    for (; this.#settled <= lastFlush; this.#settled += 1) apply(this.#flushed, this.#events[this.#settled]!);
    const disk = Buffer.from(this.#flushed);
    for (const event of this.#events.slice(Math.max(0, lastFlush), count)) {
      if (event.type === 'write' && (event.durable || this.#fraction() < 0.5)) apply(disk, event);
    }
    return disk;
  }
}

function apply(disk: Buffer, event: DiskEvent): void {
  if (event.type === 'write') event.data.copy(disk, event.at);
}
