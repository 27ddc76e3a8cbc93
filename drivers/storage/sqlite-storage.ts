import { basename, join } from 'node:path';
import { DatabaseSync, type StatementSync } from 'node:sqlite';
import { type Instant, isoTime } from '../../machines/vocabulary/instant.ts';
import type {
  DurableLane,
  DurableMessage,
  RecordChange,
  StationRecords,
} from '../../machines/vocabulary/records.ts';
import type { Secret } from '../../machines/vocabulary/secret.ts';
import type { StationProfile } from '../../machines/vocabulary/station-profile.ts';
import type { StationClock } from '../clock/clock.ts';
import { DiskReserve } from './disk-reserve.ts';
import { makeDirectory } from './make-directory.ts';
import { mapTimestamps } from './message-timestamps.ts';
import { type LaneCounts, OutboxTable } from './outbox-table.ts';
import { readRecords, type StoredRow } from './read-records.ts';
import { type RowAddress, rowsTouched, valueAt } from './record-rows.ts';
import { applyChanges, type RecordRules } from './record-rules.ts';
import { isSecretChange, type SecretKey } from './secret-entry.ts';
import { DamagedSecretsError, SecretFile } from './secret-file.ts';
import { isDamage, prepareDatabase, setAside, storageErrorOf } from './sqlite-database.ts';
import { StampedEpoch } from './stamped-epoch.ts';
import { type QueuedMessage, type Storage, StorageError } from './storage.ts';

export type SqliteStorageOptions = {
  /** Data directory of one station; created if it does not exist. */
  readonly directory: string;
  readonly profile: StationProfile;
  readonly rules: RecordRules;
  /** Dates what is set aside. */
  readonly clock: Pick<StationClock, 'now'>;
  /** Gets a sentence for the operator about whatever could not be used. */
  readonly warn: (text: string) => void;
};

const SECRETS_GENERATION: RowAddress = { kind: 'secrets', key: 'generation' };

/** The durable memory of a station: one SQLite database for records and messages, one file for secrets. */
export class SqliteStorage implements Storage {
  readonly #database: DatabaseSync;
  readonly #outbox: OutboxTable;
  readonly #writeRow: StatementSync;
  readonly #removeRow: StatementSync;
  readonly #secrets: SecretFile;
  readonly #options: SqliteStorageOptions;
  readonly #reserve: DiskReserve;
  #records: StationRecords;
  #waiting: LaneCounts;
  #epoch: StampedEpoch;
  #closed = false;

  /**
   * Opens the store of a directory, or a fresh one. A damaged one is set aside under a dated name, which
   * `warn` is told: the station starts all the same.
   * @throws StorageError `newer`, `locked`, `full` or `broken`, in words for the operator.
   */
  static open(options: SqliteStorageOptions): SqliteStorage {
    const path = join(options.directory, 'station.db');
    try {
      makeDirectory(options.directory);
      try {
        return new SqliteStorage(path, options);
      } catch (error) {
        if (!(error instanceof SetAsideError)) throw error;
        options.warn(error.message);
        return new SqliteStorage(path, options);
      }
    } catch (error) {
      throw storageErrorOf(error);
    }
  }

  private constructor(path: string, options: SqliteStorageOptions) {
    this.#options = options;
    this.#reserve = new DiskReserve(join(options.directory, 'reserve'));
    this.#database = new DatabaseSync(path);
    try {
      prepareDatabase(this.#database, path);
      const rows = this.#database.prepare('SELECT kind, key, value FROM records').all() as StoredRow[];
      this.#records = readRecords(rows, options.profile, options.rules, options.warn);
      this.#outbox = new OutboxTable(this.#database);
      const messages = this.#outbox.after(0);
      const security = messages.filter(({ lane }) => lane === 'security').length;
      this.#waiting = { transaction: messages.length - security, security };
      this.#epoch = new StampedEpoch(this.#records, this.#outbox.lastSequence());
      this.#writeRow = this.#database.prepare('INSERT OR REPLACE INTO records VALUES (?, ?, ?)');
      this.#removeRow = this.#database.prepare('DELETE FROM records WHERE kind = ? AND key = ?');
      this.#secrets = openSecrets(rows, options);
      const authorizationKey = this.#secrets.current('AuthorizationKey') !== null;
      const credentials = { ...this.#records.credentials, authorizationKey };
      this.#records = { ...this.#records, credentials };
    } catch (error) {
      const failure = isDamage(error) ? setDatabaseAside(path, options, error) : error;
      this.#database.close();
      throw failure;
    }
  }

  get records(): StationRecords {
    return this.#records;
  }

  commit(changes: readonly RecordChange[], messages: readonly DurableMessage[], at: Instant): void {
    const closes = messages.some(({ action }) => action === 'StopTransaction');
    this.#storeOrMakeRoom(closes, changes, at, () => {
      const storedAt = isoTime(at.wall_ms);
      let { transaction, security } = this.#waiting;
      for (const message of messages) {
        this.#outbox.insert(
          mapTimestamps(message, (given) => given ?? storedAt),
          storedAt,
        );
        if (message.action === 'SecurityEventNotification') security += 1;
        else transaction += 1;
      }
      const excess = transaction - this.#options.profile.limits.outboxBudget;
      if (excess > 0 && messages.length > 0) transaction -= this.#outbox.thin(excess);
      if (security > this.#waiting.security) security -= this.#outbox.thinEvents();
      return { transaction, security };
    });
  }

  acknowledge(sequence: number, changes: readonly RecordChange[], at: Instant): void {
    this.#store(changes, at, () => {
      const lane = this.#outbox.remove(sequence);
      return lane ? { ...this.#waiting, [lane]: this.#waiting[lane] - 1 } : this.#waiting;
    });
  }

  head(lane: DurableLane): QueuedMessage | null {
    this.#assertOpen();
    try {
      return this.#outbox.head(lane);
    } catch (error) {
      throw storageErrorOf(error);
    }
  }

  waiting(lane: DurableLane): { readonly length: number; readonly oldest: string | null } {
    return { length: this.#waiting[lane], oldest: this.head(lane)?.storedAt ?? null };
  }

  messages(): readonly QueuedMessage[] {
    this.#assertOpen();
    return this.#outbox.after(0);
  }

  secret(key: SecretKey): Secret<string> | null {
    return this.#secrets.current(key);
  }

  previousSecret(key: SecretKey): Secret<string> | null {
    return this.#secrets.previous(key);
  }

  rebase(by_ms: number): void {
    this.#assertOpen();
    const epoch = this.#epoch;
    const rebased = epoch.rebasedRecords(this.#records, by_ms);
    this.#transact(() => {
      for (const queued of this.#outbox.after(epoch.sequenceBefore)) {
        this.#outbox.update(epoch.rebasedMessage(queued, by_ms));
      }
      const ids = epoch.stampedTransactions(rebased);
      this.#writeRows(rebased, [
        ...ids.map((id): RowAddress => ({ kind: 'transaction', key: String(id) })),
        { kind: 'station', key: 'chargingProfiles' },
      ]);
    });
    this.#records = rebased;
    this.#epoch = new StampedEpoch(rebased, this.#outbox.lastSequence());
  }

  close(): void {
    if (this.#closed) return;
    this.#closed = true;
    this.#database.close();
  }

  /** The end of a transaction may use the reserve of the disk; whatever else does not fit has to wait. */
  #storeOrMakeRoom(
    closes: boolean,
    changes: readonly RecordChange[],
    at: Instant,
    queue: () => LaneCounts,
  ): void {
    try {
      this.#store(changes, at, queue);
    } catch (error) {
      const isFull = error instanceof StorageError && error.kind === 'full';
      if (!closes || !isFull || !this.#reserve.release()) throw error;
      return this.#store(changes, at, queue);
    }
    this.#reserve.take(at.monotonic_ms);
  }

  /**
   * Applies changes and what `queue` does to the outbox in one transaction; memory follows when it is on
   * disk.
   */
  #store(changes: readonly RecordChange[], at: Instant, queue: () => LaneCounts): void {
    this.#assertOpen();
    const after = applyChanges(this.#options.rules, this.#records, changes, isoTime(at.wall_ms));
    const secrets = changes.filter(isSecretChange);
    const waiting = this.#transact(() => {
      this.#writeRows(after, changes.flatMap(rowsTouched));
      const counts = queue();
      const generation = this.#secrets.prepare(secrets);
      if (generation !== null) this.#write(SECRETS_GENERATION, generation);
      return counts;
    });
    this.#records = after;
    this.#waiting = waiting;
    this.#epoch.note(changes, at);
    this.#adoptSecrets();
  }

  /** The secrets are committed: if their file cannot be put in place now, the next start does it. */
  #adoptSecrets(): void {
    try {
      this.#secrets.adopt();
    } catch (error) {
      this.#options.warn(
        `The file of secrets is still to be put in place: ${storageErrorOf(error).message}.`,
      );
    }
  }

  #transact<T>(body: () => T): T {
    try {
      this.#database.exec('BEGIN IMMEDIATE');
      const result = body();
      this.#database.exec('COMMIT');
      return result;
    } catch (error) {
      if (this.#database.isTransaction) this.#database.exec('ROLLBACK');
      this.#secrets.discard();
      throw storageErrorOf(error);
    }
  }

  #writeRows(records: StationRecords, addresses: readonly RowAddress[]): void {
    for (const address of addresses) this.#write(address, valueAt(records, address));
  }

  #write({ kind, key }: RowAddress, value: unknown): void {
    if (value === undefined) this.#removeRow.run(kind, key);
    else this.#writeRow.run(kind, key, JSON.stringify(value));
  }

  #assertOpen(): void {
    if (this.#closed) throw new StorageError('closed', 'the storage is closed');
  }
}

/** A damaged database was set aside: in the words for the operator. */
class SetAsideError extends Error {
  override name = 'SetAsideError';
}

function setDatabaseAside(path: string, options: SqliteStorageOptions, cause: unknown): SetAsideError {
  const aside = setAside(path, isoTime(options.clock.now().wall_ms));
  const why = cause instanceof Error ? cause.message : String(cause);
  return new SetAsideError(
    `The stored data is damaged (${why}). It was set aside as ${basename(aside)}; the station starts anew, ` +
      'without its transactions, queued messages, configuration, local list and reservations.',
    { cause },
  );
}

function openSecrets(rows: readonly StoredRow[], options: SqliteStorageOptions): SecretFile {
  const path = join(options.directory, 'secrets', 'keys.json');
  const row = rows.find(
    ({ kind, key }) => kind === SECRETS_GENERATION.kind && key === SECRETS_GENERATION.key,
  );
  const committed = row ? Number(row.value) : null;
  try {
    return new SecretFile(path, committed);
  } catch (error) {
    if (!(error instanceof DamagedSecretsError)) throw error;
    const aside = setAside(path, isoTime(options.clock.now().wall_ms));
    options.warn(
      `The stored keys are damaged. They were set aside as ${basename(aside)}; they must be set again.`,
    );
    return new SecretFile(path, committed);
  }
}
