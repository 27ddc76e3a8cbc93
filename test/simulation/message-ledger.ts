import type { QueuedMessage } from '../../drivers/storage/storage.ts';
import { integerOf } from '../../machines/rules/configuration-values.ts';
import type { DurableMessage, RecordChange, StationRecords } from '../../machines/vocabulary/records.ts';
import { type Frame, isCallOfStation, isFrame, said, type WireEvent } from '../properties/wire.ts';
import type { Report } from './violations.ts';

type Entry = {
  readonly message: DurableMessage;
  /** Sent, and not lost with its connection. */
  attempts: number;
  answered: boolean;
  acknowledged: boolean;
};
type Told = { start: boolean; stop: boolean; givenUp: boolean; readonly ids: Set<number> };

const DURABLE = new Set(['StartTransaction', 'StopTransaction', 'MeterValues']);
/** MessageTimeout of the station. */
const TIMEOUT_MS = 30_000;
/** The values of a message, in the order of its keys, without what may be learnt or stamped later. */
const content = (payload: object): string => {
  const { transactionId: _id, timestamp: _at, ...rest } = payload as Record<string, unknown>;
  const values = (rest.meterValue ?? rest.transactionData) as { sampledValue: unknown }[] | undefined;
  if (values) {
    rest.meterValue = values.map(({ sampledValue }) => sampledValue);
    delete rest.transactionData;
  }
  return JSON.stringify(Object.entries(rest).toSorted(([a], [b]) => (a < b ? -1 : 1)));
};

/**
 * S3 by double entry: what was stored on one side, what was sent and answered on the other. Each transaction
 * has one Start and one Stop; only the oldest stored message is sent, under a transactionId that the central
 * system gave it; nothing acknowledged is sent again; nothing is forgotten before its attempts.
 */
export class MessageLedger {
  readonly #report: Report;
  readonly #records: () => StationRecords;
  readonly #entries = new Map<number, Entry>();
  /** Sequences that are not acknowledged, ascending. */
  #waiting: number[] = [];
  readonly #told = new Map<number, Told>();
  readonly #sentAs = new Map<string, number>();
  #lastSequence = 0;
  /** The message that was sent last, until it is answered in any way. */
  #inFlight: { readonly sequence: number; readonly at_ms: number } | null = null;
  acknowledgements = 0;
  givenUp = 0;

  constructor(records: () => StationRecords, report: Report) {
    this.#records = records;
    this.#report = report;
  }

  get waiting(): number {
    return this.#waiting.length;
  }

  committed(changes: readonly RecordChange[], messages: readonly DurableMessage[]): void {
    for (const message of messages) {
      this.#lastSequence += 1;
      if (message.action === 'SecurityEventNotification') continue;
      this.#entries.set(this.#lastSequence, { message, attempts: 0, answered: false, acknowledged: false });
      this.#waiting.push(this.#lastSequence);
      this.#note(message);
    }
    for (const change of changes) {
      if (change.type === 'transaction-opened' && !this.#told.get(change.id)?.start)
        this.#report('S3', `transaction ${change.id} opened without a StartTransaction`);
      if (change.type === 'transaction-closed' && !this.#told.get(change.id)?.stop)
        this.#report('S3', `transaction ${change.id} closed without a StopTransaction`);
    }
  }

  /**
   * The storage dropped some of what waits: samples only, only of a queue past its budget, and of no
   * transaction its first or its last.
   * @param kept sequences that still wait. @returns how many were dropped.
   */
  thinned(kept: ReadonlySet<number>, budget: number): number {
    const samples = new Map<number, number[]>();
    for (const sequence of this.#waiting) {
      const message = this.#entries.get(sequence)?.message;
      if (message?.action !== 'MeterValues') continue;
      const { transaction } = message;
      samples.set(transaction, [...(samples.get(transaction) ?? []), sequence]);
    }
    const ends = new Set([...samples.values()].flatMap((run) => [run.at(0), run.at(-1)]));
    const dropped = this.#waiting.filter((sequence) => !kept.has(sequence));
    for (const sequence of dropped) {
      const action = this.#entries.get(sequence)?.message.action;
      if (this.#waiting.length <= budget)
        this.#report('S3', `${action} ${sequence} was dropped although only ${this.#waiting.length} wait`);
      if (action !== 'MeterValues' || ends.has(sequence))
        this.#report('S3', `${action} ${sequence} was dropped`);
      this.#entries.delete(sequence);
    }
    this.#waiting = this.#waiting.filter((sequence) => kept.has(sequence));
    return dropped.length;
  }

  acknowledged(sequence: number): void {
    const entry = this.#entries.get(sequence);
    if (!entry) return;
    const { message } = entry;
    const attempts = integerOf(this.#records(), 'TransactionMessageAttempts');
    if (entry.acknowledged) this.#report('S3', `${message.action} ${sequence} acknowledged twice`);
    if (!entry.answered) {
      this.givenUp += 1;
      if (entry.attempts < attempts)
        this.#report(
          'S3',
          `${message.action} ${sequence} given up after ${entry.attempts} of ${attempts} attempts`,
        );
      if (message.action === 'StartTransaction') this.#of(message.transaction).givenUp = true;
    }
    entry.acknowledged = true;
    this.acknowledgements += 1;
    this.#waiting = this.#waiting.filter((it) => it !== sequence);
    this.#entries.delete(sequence);
  }

  heard(event: WireEvent): void {
    if (event.kind === 'started' || event.kind === 'closed') this.#lost(event);
    if (isCallOfStation(event)) this.#sent(event);
    else if (isFrame(event) && event.from === 'central system' && event.kind !== 'call') {
      if (this.#sentAs.get(event.messageId) === this.#inFlight?.sequence) this.#inFlight = null;
      if (event.kind === 'result') this.#answered(event);
    }
  }

  /** A disconnection is no attempt, and a station that starts has made none. */
  #lost({ kind, at_ms }: WireEvent): void {
    const entry = this.#inFlight && this.#entries.get(this.#inFlight.sequence);
    if (entry && at_ms - (this.#inFlight?.at_ms ?? 0) < TIMEOUT_MS) entry.attempts -= 1;
    this.#inFlight = null;
    if (kind !== 'started') return;
    for (const it of this.#entries.values()) {
      it.attempts = 0;
      // An answer that was not stored went with the power.
      it.answered = false;
    }
  }

  #sent(frame: Frame): void {
    if (!DURABLE.has(frame.action)) return;
    const context = (frame.payload.meterValue as { sampledValue: { context?: string }[] }[] | undefined)?.[0];
    const outside = context && frame.payload.transactionId === undefined;
    if (outside || context?.sampledValue[0]?.context === 'Trigger') return;
    const sequence = this.#waiting[0];
    const entry = sequence === undefined ? undefined : this.#entries.get(sequence);
    if (sequence === undefined || !entry || entry.message.action === 'SecurityEventNotification')
      return this.#report('S3', `${said(frame)}: nothing waits to be sent`);
    const { message } = entry;
    if (message.action !== frame.action || content(message.payload) !== content(frame.payload))
      return this.#report(
        'S3',
        `${said(frame)}: not the oldest stored message (${message.action} ${sequence})`,
      );
    entry.attempts += 1;
    this.#inFlight = { sequence, at_ms: frame.at_ms };
    this.#sentAs.set(frame.messageId, sequence);
    if (message.action !== 'StartTransaction') this.#checkId(frame, this.#of(message.transaction));
  }

  #checkId(frame: Frame, { ids, givenUp }: Told): void {
    const transactionId = Number(frame.payload.transactionId);
    if (givenUp ? transactionId !== -1 : !ids.has(transactionId))
      this.#report('S3', `${said(frame)}: the central system never gave it this transactionId`);
  }

  #answered({ messageId, payload }: Frame): void {
    const entry = this.#entries.get(this.#sentAs.get(messageId) ?? -1);
    if (!entry) return;
    const { message } = entry;
    const { idTagInfo, transactionId } = payload;
    // A CALLRESULT that is no valid answer is none.
    const invalid = idTagInfo !== undefined && typeof idTagInfo !== 'object';
    if (invalid && message.action !== 'MeterValues') return;
    if (message.action === 'StartTransaction') {
      if (typeof transactionId !== 'number') return;
      this.#of(message.transaction).ids.add(transactionId);
    }
    entry.answered = true;
  }

  #note(message: Exclude<QueuedMessage['message'], { action: 'SecurityEventNotification' }>): void {
    const told = this.#of(message.transaction);
    const wrong = (words: string): void => this.#report('S3', `transaction ${message.transaction}: ${words}`);
    if (message.action === 'StartTransaction') {
      if (told.start) wrong('a second StartTransaction');
      told.start = true;
      return;
    }
    if (!told.start) wrong(`${message.action} before its StartTransaction`);
    if (told.stop) wrong(`${message.action} after its StopTransaction`);
    if (message.action === 'StopTransaction') told.stop = true;
  }

  #of(transaction: number): Told {
    let told = this.#told.get(transaction);
    if (!told) {
      told = { start: false, stop: false, givenUp: false, ids: new Set() };
      this.#told.set(transaction, told);
    }
    return told;
  }
}
