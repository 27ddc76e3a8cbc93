import type { NonVolatileMemory } from '../i2c/chip-functions.ts';
import type { OutletId } from './board-lines.ts';
import type { EnergyTotal } from './energy-total.ts';
import {
  decodeRecord,
  encodeRecord,
  type JournalRecord,
  newestRecord,
  placeOf,
  RECORD_BYTES,
} from './meter-journal.ts';

/** The totals in non-volatile memory: the newest whole record of a connector counts. */
export class EnergyRegisterStore {
  readonly #memory: NonVolatileMemory;
  readonly #newest = new Map<OutletId, JournalRecord>();

  constructor(memory: NonVolatileMemory) {
    this.#memory = memory;
  }

  /**
   * @returns null: nothing was ever kept of this connector
   * @throws I2cError, ChipError (rejects)
   */
  async load(id: OutletId): Promise<EnergyTotal | null> {
    const places = [placeOf(id, 0), placeOf(id, 1)];
    const records: (JournalRecord | null)[] = [];
    for (const place of places) records.push(decodeRecord(await this.#memory.read(place, RECORD_BYTES)));
    const newest = newestRecord(records);
    if (newest) this.#newest.set(id, newest);
    return newest;
  }

  /**
   * Kept when it resolves. A power cut in between leaves the record before it.
   * @throws I2cError, ChipError (rejects)
   */
  async keep(id: OutletId, { steps, register }: EnergyTotal): Promise<void> {
    const last = this.#newest.get(id);
    if (last?.steps === steps && last.register === register) return;
    const record = { sequence: ((last?.sequence ?? 0) + 1) >>> 0, steps, register };
    await this.#memory.write(placeOf(id, record.sequence), encodeRecord(record));
    this.#newest.set(id, record);
  }
}
