import type { CertificateKeySecret } from '../../machines/vocabulary/certificates.ts';
import type { FIRMWARE_LOCATION } from '../../machines/vocabulary/firmware.ts';
import type { Instant, IsoTime } from '../../machines/vocabulary/instant.ts';
import type {
  DurableLane,
  DurableMessage,
  RecordChange,
  StationRecords,
} from '../../machines/vocabulary/records.ts';
import type { Secret } from '../../machines/vocabulary/secret.ts';
import type { LocationSecret } from '../../machines/vocabulary/uploads.ts';

/**
 * `full`: no space; `newer`: written by a later version; `locked`: another process has the directory;
 * `impossible`: a change that cannot follow from the records (an error of ours); `broken`: anything else the
 * disk or the file does.
 */
export class StorageError extends Error {
  override name = 'StorageError';
  readonly kind: 'full' | 'newer' | 'locked' | 'impossible' | 'broken' | 'closed';
  constructor(kind: StorageError['kind'], message: string, options?: ErrorOptions) {
    super(message, options);
    this.kind = kind;
  }
}

/** A stored message that waits for its acknowledgement. `sequence` grows with every message, for ever. */
export type QueuedMessage = {
  readonly sequence: number;
  readonly lane: DurableLane;
  readonly message: DurableMessage;
  readonly storedAt: IsoTime;
};

/** All that outlives the process: the records, the queue of messages, the secrets. */
export interface Storage {
  /** The records in force: always those of the last successful commit. */
  readonly records: StationRecords;
  /**
   * Applies all changes and queues all messages in one transaction, on disk when it returns (fsync).
   * Of security events that wait, so many that they would never end, some are dropped (`thin-events.ts`).
   * Absent timestamps of messages and changes become `at.wall_ms`.
   * @throws StorageError; then nothing has changed, in memory or on disk.
   */
  commit(changes: readonly RecordChange[], messages: readonly DurableMessage[], at: Instant): void;
  /**
   * Removes an acknowledged (or given up) message and applies what its answer changed, in one transaction. A
   * message that is gone already is no error: answers may come twice.
   * @throws StorageError as `commit` does.
   */
  acknowledge(sequence: number, changes: readonly RecordChange[], at: Instant): void;
  /** The oldest waiting message of a lane. */
  head(lane: DurableLane): QueuedMessage | null;
  /** How many messages wait, and since when the oldest; no scan of the queue. */
  waiting(lane: DurableLane): { readonly length: number; readonly oldest: IsoTime | null };
  /** All messages that wait, in the order they were stored. For a look at the whole, not for sending. */
  messages(): readonly QueuedMessage[];
  /** A secret, or null if none is stored. */
  secret(
    key: 'AuthorizationKey' | LocationSecret | typeof FIRMWARE_LOCATION | CertificateKeySecret,
  ): Secret<string> | null;
  /**
   * The last value before this one with which a connection succeeded (`secret-accepted`), for a central
   * system that never took the new one over; the first of all if none did; null if there was none.
   */
  previousSecret(key: 'AuthorizationKey'): Secret<string> | null;
  /**
   * Shifts every timestamp stamped since the storage was opened, or since the last rebase: the clock was
   * wrong by `by_ms` until the central system set it. Times from before, and times named by the central
   * system, stay.
   * @throws StorageError as `commit` does.
   */
  rebase(by_ms: number): void;
  close(): void;
}
