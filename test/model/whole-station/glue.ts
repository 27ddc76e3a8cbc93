import { applyChange, RecordChangeError } from '../../../machines/rules/apply-change.ts';
import type { CallQueueEffect } from '../../../machines/rules/call-queue.ts';
import { acknowledgement, startAnswer } from '../../../machines/rules/outgoing.ts';
import type { CallRequest, CommitRequest, MeterRequest } from '../../../machines/vocabulary/effects.ts';
import { isoTime } from '../../../machines/vocabulary/instant.ts';
import {
  type ActorId,
  type Addressed,
  type AnyEvent,
  CALL_QUEUE,
  CHARGE_POINT,
} from '../../../machines/vocabulary/peer.ts';
import {
  type DurableLane,
  type DurableMessage,
  laneOf,
  type RecordChange,
} from '../../../machines/vocabulary/records.ts';
import type { Effect } from '../system.ts';
import type { Answerable, Around, Board, Disk, Wire } from './around.ts';
import type { Happening } from './happening.ts';
import { sameRecords } from './same-records.ts';

/** Time stands still in the model. */
export const AT = { monotonic_ms: 0, wall_ms: 0 };
const NOW = isoTime(AT.wall_ms);

export type Fate = {
  /** Storage refuses whatever this step wants to store. */
  readonly fails: boolean;
  /** The power is cut after so many port calls of this step; null: it is not. */
  readonly cutAfter: number | null;
};

/**
 * The glue of `actors/` as far as machines can tell: what a port does at once, and what it brings about after
 * the cascade, in order. The walks beside the real glue hold it to that.
 */
export class Glue {
  around: Around;
  readonly happenings: Happening[] = [];
  /** The power is gone: nothing of this step happens any more. */
  dead = false;
  readonly #fate: Fate;
  readonly #remembered: number;
  #consequences: Addressed[] = [];
  #calls = 0;

  constructor(around: Around, remembered: number, fate: Fate) {
    this.around = around;
    this.#remembered = remembered;
    this.#fate = fate;
  }

  /** What follows of itself, the next first. */
  next(): Addressed | undefined {
    return this.#consequences.shift();
  }

  happens(happening: Happening): void {
    if (!this.dead) this.happenings.push(happening);
  }

  port({ actor, port, params }: Effect): void {
    if (this.#calls === this.#fate.cutAfter) this.dead = true;
    this.#calls += 1;
    if (this.dead) return;
    switch (port) {
      case 'commit':
        return this.#commit(actor, params as CommitRequest);
      case 'call':
        return this.#bring(CALL_QUEUE, { type: 'REQUEST', request: params as CallRequest });
      case 'queueEffect':
        return this.#queue(params as CallQueueEffect);
      case 'openSocket':
        return this.#open();
      case 'closeSocket':
        return this.#close();
      case 'ping':
        return this.#wire({ pongDue: true });
      case 'readMeter':
        return this.#read(actor, params as MeterRequest);
      case 'coil':
        return this.#board({ coil: (params as { closed: boolean }).closed });
      case 'pilot':
        return this.#board({ offer_A: (params as { limit_A: number | null }).limit_A });
    }
  }

  #bring(to: ActorId, event: AnyEvent): void {
    this.#consequences.push({ to, event });
  }

  #wire(change: Partial<Wire>): void {
    this.around = { ...this.around, wire: { ...this.around.wire, ...change } };
  }

  #board(change: Partial<Board>): void {
    this.around = { ...this.around, board: { ...this.around.board, ...change } };
  }

  #waiting(lane: DurableLane): number {
    return this.around.disk.messages.filter((it) => it.lane === lane).length;
  }

  #apply(changes: readonly RecordChange[], disk: Disk): void {
    const records = changes.reduce((it, change) => applyChange(it, change, NOW), disk.records);
    this.around = { ...this.around, disk: { ...disk, records: sameRecords(records) } };
  }

  #commit(actor: ActorId, request: CommitRequest): void {
    const { changes = [], messages = [], then = [], purpose = '' } = request;
    const isEmpty = changes.length === 0 && messages.length === 0;
    if (!isEmpty && (this.#fate.fails || !this.#store(changes, messages))) {
      if (request.replyIfFailed)
        this.happens({ kind: 'replied', messageId: request.replyIfFailed.messageId });
      return this.#bring(actor, { type: 'COMMIT_FAILED', purpose });
    }
    if (request.reply) this.happens({ kind: 'replied', messageId: request.reply.messageId });
    for (const lane of new Set<DurableLane>(messages.map(laneOf)))
      this.#bring(CALL_QUEUE, { type: 'STORED', lane, waiting: this.#waiting(lane) });
    this.#bring(actor, { type: 'COMMITTED', purpose, then });
  }

  /** @returns false if the changes cannot follow from the records: then nothing is stored. */
  #store(changes: readonly RecordChange[], messages: readonly DurableMessage[]): boolean {
    const { disk } = this.around;
    const queued = messages.map((message, index) => ({
      sequence: disk.lastSequence + index + 1,
      lane: laneOf(message),
      message,
      storedAt: NOW,
    }));
    const lastSequence = disk.lastSequence + messages.length;
    try {
      this.#apply(changes, { ...disk, messages: [...disk.messages, ...queued], lastSequence });
    } catch (error) {
      if (error instanceof RecordChangeError) return false;
      throw error;
    }
    this.happens({ kind: 'stored', changes, messages: queued });
    return true;
  }

  #open(): void {
    for (const lane of ['transaction', 'security'] as const)
      this.#bring(CALL_QUEUE, { type: 'STORED', lane, waiting: this.#waiting(lane) });
    this.happens({ kind: 'closed' });
    this.#wire({ socket: 'opening', pongDue: false });
  }

  #close(): void {
    this.happens({ kind: 'closed' });
    if (this.around.wire.socket !== 'closed') this.#wire({ socket: 'closing', pongDue: false });
  }

  #queue(effect: CallQueueEffect): void {
    switch (effect.type) {
      case 'transmit':
        return this.#transmit({
          messageId: effect.messageId,
          action: effect.request.action,
          sequence: null,
          transaction: null,
        });
      case 'transmit-head':
        return this.#transmitHead(effect.messageId, effect.lane);
      case 'acknowledge':
        return this.#acknowledge(effect);
      case 'answered': {
        const { action, requester, request } = effect.request;
        return this.#bring(requester, { type: 'CALL_ANSWERED', action, request, conf: effect.conf });
      }
      case 'failed': {
        const { action, requester, request } = effect.request;
        return this.#bring(requester, { type: 'CALL_FAILED', action, request, failure: effect.failure });
      }
    }
  }

  #transmit(sent: Answerable): void {
    const { messageId, action, sequence } = sent;
    this.happens({ kind: 'called', messageId, action, sequence });
    const { socket, answerable } = this.around.wire;
    if (socket === 'open') this.#wire({ answerable: [sent, ...answerable].slice(0, this.#remembered) });
  }

  #transmitHead(messageId: string, lane: DurableLane): void {
    const head = this.around.disk.messages.find((it) => it.lane === lane);
    if (!head) return this.#bring(CALL_QUEUE, { type: 'ERROR', messageId, code: 'InternalError' });
    const { sequence, message } = head;
    this.around = { ...this.around, sent: { ...this.around.sent, [messageId]: sequence } };
    const transaction = 'transaction' in message ? message.transaction : null;
    this.#transmit({ messageId, action: message.action, sequence, transaction });
  }

  #acknowledge({ messageId, lane, conf }: Extract<CallQueueEffect, { type: 'acknowledge' }>): void {
    if (this.#fate.fails) return this.#bring(CALL_QUEUE, { type: 'ACKNOWLEDGE_FAILED', lane });
    const { disk, sent } = this.around;
    const sequence = sent[messageId];
    const queued = disk.messages.find((it) => it.sequence === sequence);
    if (queued) {
      const messages = disk.messages.filter((it) => it !== queued);
      this.#apply(acknowledgement(queued.message, conf, disk.records), { ...disk, messages });
      this.happens({ kind: 'forgotten', sequence: queued.sequence, conf });
      const others = Object.entries(sent).filter(([, it]) => it !== sequence);
      this.around = { ...this.around, sent: Object.fromEntries(others) };
      if (conf && queued.message.action === 'StartTransaction')
        this.#bring(CHARGE_POINT, {
          type: 'START_ANSWERED',
          transaction: queued.message.transaction,
          accepted: startAnswer(conf).idTagInfo.status === 'Accepted',
          parentIdTag: null,
        });
    }
    this.#bring(CALL_QUEUE, { type: 'ACKNOWLEDGED', lane, waiting: this.#waiting(lane) });
  }

  #read(actor: ActorId, { purpose, boundary_ms }: MeterRequest): void {
    const { readings } = this.around.board;
    if (readings.some((it) => it.actor === actor && it.purpose === purpose)) return;
    const reading = { actor, purpose, ...(boundary_ms === undefined ? {} : { boundary_ms }) };
    this.#board({ readings: [...readings, reading] });
  }
}
