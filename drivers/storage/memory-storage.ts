import { type Instant, type IsoTime, isoTime } from '../../machines/vocabulary/instant.ts';
import {
  type DurableLane,
  type DurableMessage,
  laneOf,
  type RecordChange,
  type StationRecords,
} from '../../machines/vocabulary/records.ts';
import { Secret } from '../../machines/vocabulary/secret.ts';
import type { StationProfile } from '../../machines/vocabulary/station-profile.ts';
import { mapTimestamps } from './message-timestamps.ts';
import { applyChanges, type RecordRules } from './record-rules.ts';
import { isSecretChange, type SecretKey, type Secrets, secretsAfter } from './secret-entry.ts';
import { StampedEpoch } from './stamped-epoch.ts';
import { type QueuedMessage, type Storage, StorageError } from './storage.ts';
import { eventsToThin, queuedEvent } from './thin-events.ts';
import { samplesToThin } from './thin-samples.ts';

/** What a power cut leaves: everything committed so far, and nothing else. An immutable value. */
export type MemorySnapshot = {
  readonly records: StationRecords;
  readonly messages: readonly QueuedMessage[];
  readonly lastSequence: number;
  readonly secrets: Secrets;
};

export type MemoryStorageOptions = {
  readonly profile: StationProfile;
  readonly rules: RecordRules;
  /** The state to start from; absent: that of a new station. */
  readonly snapshot?: MemorySnapshot;
};

/** Storage for tests and simulations: the contract of the real one, with failures and power cuts to order. */
export class MemoryStorage implements Storage {
  /** While true, every commit fails as on a full disk. */
  full = false;
  readonly #options: MemoryStorageOptions;
  #records: StationRecords;
  #messages: ReadonlyMap<DurableLane, Map<number, QueuedMessage>>;
  #lastSequence: number;
  #secrets: Secrets;
  #epoch: StampedEpoch;
  #nextFailure: StorageError['kind'] | null = null;
  #closed = false;

  constructor(options: MemoryStorageOptions) {
    const { profile, rules, snapshot } = options;
    this.#options = options;
    this.#records = snapshot?.records ?? rules.emptyRecords(profile);
    this.#messages = byLane(snapshot?.messages ?? []);
    this.#lastSequence = snapshot?.lastSequence ?? 0;
    this.#secrets = snapshot?.secrets ?? {};
    this.#epoch = new StampedEpoch(this.#records, this.#lastSequence);
  }

  get records(): StationRecords {
    return this.#records;
  }

  /** Lets the next commit, acknowledgement or rebase fail, once. */
  failNext(kind: StorageError['kind'] = 'broken'): void {
    this.#nextFailure = kind;
  }

  snapshot(): MemorySnapshot {
    return {
      records: this.#records,
      messages: this.#allMessages(),
      lastSequence: this.#lastSequence,
      secrets: this.#secrets,
    };
  }

  /**
   * The storage a station finds that starts again after the power was cut now; this one lives on by itself.
   */
  clone(): MemoryStorage {
    return new MemoryStorage({ ...this.#options, snapshot: this.snapshot() });
  }

  commit(changes: readonly RecordChange[], messages: readonly DurableMessage[], at: Instant): void {
    const after = this.#prepare(changes, at);
    const storedAt = isoTime(at.wall_ms);
    for (const given of messages) {
      const message = mapTimestamps(given, (time) => time ?? storedAt);
      this.#lastSequence += 1;
      const lane = laneOf(message);
      this.#lane(lane).set(this.#lastSequence, { sequence: this.#lastSequence, lane, message, storedAt });
    }
    if (messages.length > 0) this.#thin();
    if (messages.some((it) => laneOf(it) === 'security')) this.#thinEvents();
    this.#adopt(after, changes, at);
  }

  acknowledge(sequence: number, changes: readonly RecordChange[], at: Instant): void {
    const after = this.#prepare(changes, at);
    for (const lane of this.#messages.values()) lane.delete(sequence);
    this.#adopt(after, changes, at);
  }

  head(lane: DurableLane): QueuedMessage | null {
    this.#assertOpen();
    return this.#lane(lane).values().next().value ?? null;
  }

  waiting(lane: DurableLane): { readonly length: number; readonly oldest: IsoTime | null } {
    return { length: this.#lane(lane).size, oldest: this.head(lane)?.storedAt ?? null };
  }

  messages(): readonly QueuedMessage[] {
    return this.#allMessages().toSorted((a, b) => a.sequence - b.sequence);
  }

  secret(key: SecretKey): Secret<string> | null {
    const entry = this.#secrets[key];
    return entry ? new Secret(entry.current) : null;
  }

  previousSecret(key: SecretKey): Secret<string> | null {
    const previous = this.#secrets[key]?.previous ?? null;
    return previous === null ? null : new Secret(previous);
  }

  rebase(by_ms: number): void {
    this.#assertWritable();
    this.#records = this.#epoch.rebasedRecords(this.#records, by_ms);
    this.#messages = byLane(
      this.#allMessages().map((queued) =>
        queued.sequence > this.#epoch.sequenceBefore ? this.#epoch.rebasedMessage(queued, by_ms) : queued,
      ),
    );
    this.#epoch = new StampedEpoch(this.#records, this.#lastSequence);
  }

  close(): void {
    this.#closed = true;
  }

  /** Everything that can fail; nothing has changed yet. */
  #prepare(changes: readonly RecordChange[], at: Instant): StationRecords {
    this.#assertOpen();
    const after = applyChanges(this.#options.rules, this.#records, changes, isoTime(at.wall_ms));
    this.#assertWritable();
    return after;
  }

  #adopt(after: StationRecords, changes: readonly RecordChange[], at: Instant): void {
    this.#records = after;
    this.#secrets = changes.filter(isSecretChange).reduce(secretsAfter, this.#secrets);
    this.#epoch.note(changes, at);
  }

  #thin(): void {
    const queue = this.#lane('transaction');
    const excess = queue.size - this.#options.profile.limits.outboxBudget;
    if (excess <= 0) return;
    const samples = [...queue.values()].flatMap(({ sequence, message }) =>
      message.action === 'MeterValues' ? [{ sequence, transaction: message.transaction }] : [],
    );
    for (const sequence of samplesToThin(samples, excess)) queue.delete(sequence);
  }

  #thinEvents(): void {
    const queue = this.#lane('security');
    for (const sequence of eventsToThin([...queue.values()].flatMap(queuedEvent))) queue.delete(sequence);
  }

  #allMessages(): readonly QueuedMessage[] {
    return [...this.#lane('transaction').values(), ...this.#lane('security').values()];
  }

  #lane(lane: DurableLane): Map<number, QueuedMessage> {
    return this.#messages.get(lane)!;
  }

  #assertOpen(): void {
    if (this.#closed) throw new StorageError('closed', 'the storage is closed');
  }

  #assertWritable(): void {
    this.#assertOpen();
    const kind = this.full ? 'full' : this.#nextFailure;
    this.#nextFailure = null;
    if (kind) throw new StorageError(kind, `this failure (${kind}) was ordered`);
  }
}

/** By lane and then by sequence: a Map keeps the order of insertion, so its first value is the head. */
function byLane(messages: readonly QueuedMessage[]): Map<DurableLane, Map<number, QueuedMessage>> {
  const lane = (name: DurableLane): Map<number, QueuedMessage> =>
    new Map(messages.filter((queued) => queued.lane === name).map((queued) => [queued.sequence, queued]));
  return new Map<DurableLane, Map<number, QueuedMessage>>([
    ['transaction', lane('transaction')],
    ['security', lane('security')],
  ]);
}
