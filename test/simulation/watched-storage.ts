import type { MemoryStorage } from '../../drivers/storage/memory-storage.ts';
import type { QueuedMessage, Storage } from '../../drivers/storage/storage.ts';
import type { Instant, IsoTime } from '../../machines/vocabulary/instant.ts';
import type {
  DurableLane,
  DurableMessage,
  RecordChange,
  StationRecords,
} from '../../machines/vocabulary/records.ts';
import type { Secret } from '../../machines/vocabulary/secret.ts';

export type StorageWatch = {
  /** Before and after each commit, acknowledgement and rebase: where the power may fail. */
  committing(): void;
  stored(): void;
  committed(
    changes: readonly RecordChange[],
    messages: readonly DurableMessage[],
    before: StationRecords,
  ): void;
  acknowledged(sequence: number, changes: readonly RecordChange[]): void;
};

/** The storage of one life of the station: after a power cut it tells nobody any more. */
export class WatchedStorage implements Storage {
  readonly #inner: MemoryStorage;
  readonly #watch: StorageWatch;
  #powered = true;

  constructor(inner: MemoryStorage, watch: StorageWatch) {
    this.#inner = inner;
    this.#watch = watch;
  }

  cutPower(): void {
    this.#powered = false;
  }

  get records(): StationRecords {
    return this.#inner.records;
  }

  commit(changes: readonly RecordChange[], messages: readonly DurableMessage[], at: Instant): void {
    const before = this.#inner.records;
    this.#step(
      () => this.#inner.commit(changes, messages, at),
      () => this.#watch.committed(changes, messages, before),
    );
  }

  acknowledge(sequence: number, changes: readonly RecordChange[], at: Instant): void {
    this.#step(
      () => this.#inner.acknowledge(sequence, changes, at),
      () => this.#watch.acknowledged(sequence, changes),
    );
  }

  rebase(by_ms: number): void {
    this.#step(
      () => this.#inner.rebase(by_ms),
      () => {},
    );
  }

  head(lane: DurableLane): QueuedMessage | null {
    return this.#inner.head(lane);
  }

  waiting(lane: DurableLane): { readonly length: number; readonly oldest: IsoTime | null } {
    return this.#inner.waiting(lane);
  }

  messages(): readonly QueuedMessage[] {
    return this.#inner.messages();
  }

  secret(key: 'AuthorizationKey'): Secret<string> | null {
    return this.#inner.secret(key);
  }

  previousSecret(key: 'AuthorizationKey'): Secret<string> | null {
    return this.#inner.previousSecret(key);
  }

  close(): void {
    this.#inner.close();
  }

  #step(store: () => void, tell: () => void): void {
    if (this.#powered) this.#watch.committing();
    // What is stored after the power went is stored in a copy that nobody will read.
    store();
    if (!this.#powered) return;
    tell();
    this.#watch.stored();
  }
}
