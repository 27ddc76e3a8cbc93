import { type Instant, type IsoTime, isoTime } from '../../machines/vocabulary/instant.ts';
import type { OwnTransactionId, RecordChange, StationRecords } from '../../machines/vocabulary/records.ts';
import { mapTimestamps } from './message-timestamps.ts';
import type { QueuedMessage } from './storage.ts';

const shifted = (time: IsoTime, by_ms: number): IsoTime => isoTime(Date.parse(time) + by_ms);

/**
 * Remembers what was stamped with a clock that nobody has confirmed yet, so that it can be put right when the
 * central system tells the time. Begins when a storage is opened, and again with each rebase.
 */
export class StampedEpoch {
  /** Messages with a greater sequence were stored in this epoch. */
  readonly sequenceBefore: number;
  readonly #profilesBefore: ReadonlySet<unknown>;
  readonly #started = new Set<OwnTransactionId>();
  readonly #read = new Set<OwnTransactionId>();
  #began_ms = Number.POSITIVE_INFINITY;

  /** @param sequenceBefore the greatest sequence ever given out so far. */
  constructor(records: StationRecords, sequenceBefore: number) {
    this.sequenceBefore = sequenceBefore;
    this.#profilesBefore = new Set(records.chargingProfiles.map(({ installedAt }) => installedAt));
  }

  /** To be called for each commit that succeeded. */
  note(changes: readonly RecordChange[], at: Instant): void {
    this.#began_ms = Math.min(this.#began_ms, at.wall_ms);
    for (const change of changes) {
      if (change.type === 'transaction-opened') this.#started.add(change.id);
      if (change.type === 'transaction-opened' || change.type === 'transaction-reading')
        this.#read.add(change.id);
      if (change.type === 'transaction-closed') {
        this.#started.delete(change.id);
        this.#read.delete(change.id);
      }
    }
  }

  /** Transactions whose stored times a rebase moves. */
  stampedTransactions(records: StationRecords): OwnTransactionId[] {
    return [...this.#read].filter((id) => records.transactions[id]);
  }

  rebasedRecords(records: StationRecords, by_ms: number): StationRecords {
    const transactions = { ...records.transactions };
    for (const id of this.stampedTransactions(records)) {
      const before = transactions[id]!;
      transactions[id] = {
        ...before,
        startedAt: this.#started.has(id) ? shifted(before.startedAt, by_ms) : before.startedAt,
        lastReadingAt: shifted(before.lastReadingAt, by_ms),
      };
    }
    const chargingProfiles = records.chargingProfiles.map((installed) =>
      this.#profilesBefore.has(installed.installedAt)
        ? installed
        : { ...installed, installedAt: shifted(installed.installedAt, by_ms) },
    );
    return { ...records, transactions, chargingProfiles };
  }

  /**
   * A message of this epoch, put right. A time the station gave itself (a boundary of clock-aligned values)
   * is moved when it lies within the epoch; one from an earlier run (the last reading before a power cut) is
   * not.
   */
  rebasedMessage(queued: QueuedMessage, by_ms: number): QueuedMessage {
    const stored_ms = Date.parse(queued.storedAt);
    const isOfEpoch = (time_ms: number): boolean =>
      time_ms === stored_ms || (time_ms >= this.#began_ms && time_ms <= stored_ms);
    const message = mapTimestamps(queued.message, (given) => {
      const time = given ?? queued.storedAt;
      return isOfEpoch(Date.parse(time)) ? shifted(time, by_ms) : time;
    });
    return { ...queued, message, storedAt: shifted(queued.storedAt, by_ms) };
  }
}
