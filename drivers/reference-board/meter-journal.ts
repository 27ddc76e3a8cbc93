import { crc32 } from 'node:zlib';
import type { EnergyTotal } from './energy-total.ts';

/** A total as it is kept, numbered. */
export type JournalRecord = EnergyTotal & { readonly sequence: number };

/** Bytes of a record; each of the two places of a connector has 32. */
export const RECORD_BYTES = 24;
const PLACE_BYTES = 32;
const MARK = 0x57_4a_30_31;

/**
 * Mark (4), sequence (4), steps (8), register (4), CRC-32 of all before it (4); most significant byte first.
 */
export function encodeRecord({ sequence, steps, register }: JournalRecord): Buffer {
  const bytes = Buffer.alloc(RECORD_BYTES);
  bytes.writeUInt32BE(MARK, 0);
  bytes.writeUInt32BE(sequence >>> 0, 4);
  bytes.writeBigUInt64BE(steps, 8);
  bytes.writeUInt32BE(register, 16);
  bytes.writeUInt32BE(crc32(bytes.subarray(0, 20)), 20);
  return bytes;
}

/** null: no record, or one that was not written to its end. */
export function decodeRecord(bytes: Uint8Array): JournalRecord | null {
  const buffer = Buffer.from(bytes);
  if (buffer.length < RECORD_BYTES || buffer.readUInt32BE(0) !== MARK) return null;
  if (buffer.readUInt32BE(20) !== crc32(buffer.subarray(0, 20))) return null;
  return {
    sequence: buffer.readUInt32BE(4),
    steps: buffer.readBigUInt64BE(8),
    register: buffer.readUInt32BE(16),
  };
}

/** The newest of the records that are whole. Sequence numbers are compared as they go round. */
export function newestRecord(records: readonly (JournalRecord | null)[]): JournalRecord | null {
  const newer = (a: JournalRecord, b: JournalRecord): boolean => ((a.sequence - b.sequence) | 0) > 0;
  return records.reduce((best, it) => (it && (!best || newer(it, best)) ? it : best), null);
}

/** Where the record of that number is kept: never where the one before it is. */
export const placeOf = (connectorId: number, sequence: number): number =>
  ((connectorId - 1) * 2 + (sequence & 1)) * PLACE_BYTES;
