import type { DatabaseSync, StatementSync } from 'node:sqlite';
import type { IsoTime } from '../../machines/vocabulary/instant.ts';
import {
  type DurableLane,
  type DurableMessage,
  laneOf,
  type OwnTransactionId,
} from '../../machines/vocabulary/records.ts';
import { DamagedDatabaseError, parseJson } from './read-records.ts';
import type { QueuedMessage } from './storage.ts';
import { isDurableMessage } from './stored-shapes.ts';
import { eventsToThin, queuedEvent } from './thin-events.ts';
import { samplesToThin } from './thin-samples.ts';

export type LaneCounts = { readonly [L in DurableLane]: number };

type OutboxRow = {
  readonly sequence: number;
  readonly lane: string;
  readonly transaction_id: OwnTransactionId | null;
  readonly action: string;
  readonly payload: string;
  readonly stored_at: string;
};

/** The statements that run for each message; `test/drivers` checks that none of them scans the table. */
export const OUTBOX_SQL = {
  insert: 'INSERT INTO outbox (lane, transaction_id, action, payload, stored_at) VALUES (?, ?, ?, ?, ?)',
  update: 'UPDATE outbox SET payload = ?, stored_at = ? WHERE sequence = ?',
  remove: 'DELETE FROM outbox WHERE sequence = ? RETURNING lane',
  head: 'SELECT * FROM outbox WHERE lane = ? ORDER BY sequence LIMIT 1',
  lane: 'SELECT * FROM outbox WHERE lane = ? ORDER BY sequence',
  after: 'SELECT * FROM outbox WHERE sequence > ? ORDER BY sequence',
} as const;

/** Runs only when the queue is over its budget; reads an index of samples alone. */
const SAMPLES_SQL = `
  SELECT sequence, transaction_id AS "transaction" FROM outbox
  WHERE action = 'MeterValues' ORDER BY sequence`;

const isLane = (lane: string): lane is DurableLane => lane === 'transaction' || lane === 'security';

function messageOf(row: OutboxRow): QueuedMessage {
  const payload = parseJson(row.payload, `message ${row.sequence}`);
  const numbered = row.transaction_id === null ? {} : { transaction: row.transaction_id };
  const message = { action: row.action, ...numbered, payload };
  if (!isDurableMessage(message) || !isLane(row.lane) || Number.isNaN(Date.parse(row.stored_at))) {
    throw new DamagedDatabaseError(`message ${row.sequence} has a shape this program does not write`);
  }
  return { sequence: row.sequence, lane: row.lane, message, storedAt: row.stored_at };
}

/** The table of messages that wait for their acknowledgement. Transactions are the caller's. */
export class OutboxTable {
  readonly #insert: StatementSync;
  readonly #update: StatementSync;
  readonly #remove: StatementSync;
  readonly #head: StatementSync;
  readonly #lane: StatementSync;
  readonly #after: StatementSync;
  readonly #samples: StatementSync;
  readonly #lastSequence: StatementSync;

  constructor(database: DatabaseSync) {
    this.#insert = database.prepare(OUTBOX_SQL.insert);
    this.#update = database.prepare(OUTBOX_SQL.update);
    this.#remove = database.prepare(OUTBOX_SQL.remove);
    this.#head = database.prepare(OUTBOX_SQL.head);
    this.#lane = database.prepare(OUTBOX_SQL.lane);
    this.#after = database.prepare(OUTBOX_SQL.after);
    this.#samples = database.prepare(SAMPLES_SQL);
    this.#lastSequence = database.prepare("SELECT seq FROM sqlite_sequence WHERE name = 'outbox'");
  }

  insert(message: DurableMessage, storedAt: IsoTime): void {
    const transaction = message.action === 'SecurityEventNotification' ? null : message.transaction;
    const payload = JSON.stringify(message.payload);
    this.#insert.run(laneOf(message), transaction, message.action, payload, storedAt);
  }

  update({ sequence, message, storedAt }: QueuedMessage): void {
    this.#update.run(JSON.stringify(message.payload), storedAt, sequence);
  }

  /** @returns the lane the message was in, or null if it is gone already. */
  remove(sequence: number): DurableLane | null {
    const removed = this.#remove.get(sequence) as { lane: DurableLane } | undefined;
    return removed?.lane ?? null;
  }

  /** @throws DamagedDatabaseError if the row cannot be one of ours. */
  head(lane: DurableLane): QueuedMessage | null {
    const row = this.#head.get(lane) as OutboxRow | undefined;
    return row ? messageOf(row) : null;
  }

  /** All messages after a sequence, by sequence. @throws DamagedDatabaseError as `head`. */
  after(sequence: number): QueuedMessage[] {
    return (this.#after.all(sequence) as OutboxRow[]).map(messageOf);
  }

  /** Removes middle samples. @returns how many. */
  thin(excess: number): number {
    const samples = this.#samples.all() as { sequence: number; transaction: OwnTransactionId }[];
    const dropped = samplesToThin(samples, excess);
    for (const sequence of dropped) this.#remove.get(sequence);
    return dropped.length;
  }

  /** Removes security events that are too many. @returns how many. */
  thinEvents(): number {
    const rows = this.#lane.all('security') as OutboxRow[];
    const dropped = eventsToThin(rows.map(messageOf).flatMap(queuedEvent));
    for (const sequence of dropped) this.#remove.get(sequence);
    return dropped.length;
  }

  /** The greatest sequence ever given out; 0 if none was. */
  lastSequence(): number {
    return Number(this.#lastSequence.get()?.seq ?? 0);
  }
}
