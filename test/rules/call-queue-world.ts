import { expect } from 'vitest';
import {
  type CallQueueEffect,
  type CallQueueEvent,
  type CallQueueState,
  callQueue,
  type QueueMode,
  type QueueTimer,
} from '../../machines/rules/call-queue.ts';
import type { CallRequest } from '../../machines/vocabulary/effects.ts';
import type { DurableLane } from '../../machines/vocabulary/records.ts';
import { RECORDS } from './station-fixture.ts';

/** MessageTimeout of a station that has no such key. */
export const TIMEOUT_MS = 30_000;
/** The statuses of a boot come before the security events that waited for it. */
const HELD_BACK_MS = 2_000;
/** Security events are tried for ever: so much later each time, at least and at most. */
const SECURITY_WAIT_S = { shortest: 10, longest: 3_600 };

/** A stored message as those see it who wrote it: where it went, and what came of it. */
type Item = {
  readonly lane: DurableLane;
  readonly ids: string[];
  /** Answers that count: CALLERRORs, and silence for the whole timeout. */
  failures: number;
  notBefore_ms: number;
  hopeless: boolean;
  /** An answer came (`conf`), or nobody will try again (null); not stored yet while it is not gone. */
  outcome: object | null | undefined;
};
type Call = {
  readonly id: string;
  readonly at_ms: number;
  /** A stored message, or the number of a request. */
  readonly item: Item | null;
  readonly request: number | null;
};

export type Settings = { readonly attempts: number; readonly interval_s: number };

const maySend = (urgency: CallRequest['urgency'], mode: QueueMode): boolean => {
  if (mode === 'closed') return false;
  if (mode === 'accepted' || urgency === 'registration') return true;
  return mode === 'pending' && urgency === 'triggered';
};

/**
 * The world around a call queue: a disk, a wire, a clock. It knows nothing of the queue's inside and checks
 * whatever the queue does against what the norm allows at that moment (S3, S5, S6).
 */
export class CallQueueWorld {
  mode: QueueMode = 'closed';
  now_ms = 0;
  state: CallQueueState;
  wire: Call | null = null;
  diskFull = false;
  readonly disk: Record<DurableLane, Item[]> = { transaction: [], security: [] };
  readonly gone: Item[] = [];
  readonly results: { readonly request: number; readonly as: string }[] = [];
  readonly transmitted: number[] = [];
  /** What has to become of each request, as far as it is known. */
  readonly due = new Map<number, string>();
  requested = 0;
  readonly #queue: ReturnType<typeof callQueue>;
  readonly #settings: Settings;
  readonly #calls = new Map<string, Call>();
  readonly #timers = new Map<QueueTimer, number>();
  readonly #inputs: CallQueueEvent[] = [];
  #running = false;
  #heldBackUntil_ms = 0;

  constructor(settings: Settings) {
    const configuration = {
      TransactionMessageAttempts: String(settings.attempts),
      TransactionMessageRetryInterval: String(settings.interval_s),
    };
    const records = { now: { ...RECORDS, configuration }, toJSON: () => undefined };
    this.#settings = settings;
    this.#queue = callQueue({ records, idPrefix: 'x-', waiting: { transaction: 0, security: 0 } });
    this.state = this.#queue.initial;
  }

  setMode(mode: QueueMode): void {
    if (mode === 'accepted' && this.mode !== 'accepted') this.#heldBackUntil_ms = this.now_ms + HELD_BACK_MS;
    this.mode = mode;
    if (mode === 'closed') this.#requestEnds('offline');
    if (mode === 'closed') this.wire = null;
    this.#give({ type: 'MODE', mode });
  }

  request(urgency: CallRequest['urgency']): void {
    const request = { action: 'Heartbeat', payload: {}, requester: 'x', request: this.requested, urgency };
    this.requested += 1;
    this.#give({ type: 'REQUEST', request });
    if (!maySend(urgency, this.mode))
      expect(this.results.at(-1)).toEqual({ request: request.request, as: 'offline' });
  }

  store(lane: DurableLane): void {
    const item = { lane, ids: [], failures: 0, notBefore_ms: 0, hopeless: false, outcome: undefined };
    this.disk[lane].push(item);
    this.#give({ type: 'STORED', lane, waiting: this.disk[lane].length });
  }

  /** The central system answers the CALL in flight. */
  answer(): void {
    if (this.wire) this.result(this.wire.id);
  }

  /** A CALLRESULT for whatever was sent at any time. */
  result(id: string): void {
    const call = this.#calls.get(id);
    if (this.wire?.id === id) {
      this.#requestEnds('answered');
      this.wire = null;
    }
    // Given up is no outcome before it is stored: an answer that comes until then is the answer.
    if (call?.item && !call.item.outcome) call.item.outcome = {};
    this.#give({ type: 'RESULT', messageId: id, conf: {} });
  }

  error(id: string, code: 'InternalError' | 'NotSupported' | 'InvalidAnswer'): void {
    const call = this.wire?.id === id ? this.wire : null;
    this.#requestEnds(code === 'InvalidAnswer' ? 'invalid-answer' : 'call-error', id);
    if (call) this.#failed(call, code === 'NotSupported');
    this.#give({ type: 'ERROR', messageId: id, code });
  }

  /** Ids of everything sent, the latest first. */
  get sentIds(): readonly string[] {
    return [...this.#calls.keys()].reverse();
  }

  /** Lets time pass, from timer to timer. */
  wait(ms: number): void {
    const end_ms = this.now_ms + ms;
    for (;;) {
      const due = [...this.#timers].toSorted(([, a], [, b]) => a - b)[0];
      if (!due || due[1] > end_ms) break;
      const [timer, at_ms] = due;
      this.now_ms = at_ms;
      this.#timers.delete(timer);
      if (this.wire && timer === 'answer') {
        expect(at_ms - this.wire.at_ms, 'the wait for an answer').toBe(TIMEOUT_MS);
        this.#requestEnds('timeout');
        this.#failed(this.wire, false);
      }
      this.#give({ type: 'TIMER', timer });
    }
    this.now_ms = end_ms;
  }

  #requestEnds(as: string, id = this.wire?.id): void {
    if (this.wire && this.wire.id === id && this.wire.request !== null) this.due.set(this.wire.request, as);
  }

  /** OCPP 1.6 ed.2 3.7.1: what a failed transmission costs. */
  #failed({ item }: Call, hopeless: boolean): void {
    this.wire = null;
    if (!item || item.outcome !== undefined) return;
    item.failures += 1;
    const { interval_s } = this.#settings;
    const { shortest, longest } = SECURITY_WAIT_S;
    const wait_s =
      item.lane === 'security'
        ? Math.min(Math.max(interval_s, shortest) * item.failures, longest)
        : interval_s * item.failures;
    item.notBefore_ms = this.now_ms + wait_s * 1000;
    const exhausted = item.lane === 'transaction' && item.failures >= this.#settings.attempts;
    if (exhausted || (item.lane === 'security' && hopeless)) item.outcome = null;
  }

  #give(event: CallQueueEvent): void {
    this.#inputs.push(event);
    if (this.#running) return;
    this.#running = true;
    for (let next = this.#inputs.shift(); next; next = this.#inputs.shift()) {
      const { state, effects } = this.#queue.step(this.state, next);
      this.state = state;
      for (const effect of effects) this.#perform(effect);
    }
    this.#running = false;
    this.#expectNothingIdle();
  }

  #perform(effect: CallQueueEffect): void {
    switch (effect.type) {
      case 'arm':
        this.#timers.set(effect.timer, this.now_ms + effect.delay_ms);
        return;
      case 'cancel':
        this.#timers.delete(effect.timer);
        return;
      case 'transmit':
        expect(maySend(effect.request.urgency, this.mode), `sent in ${this.mode}`).toBe(true);
        this.transmitted.push(effect.request.request);
        return this.#sent(effect.messageId, null, effect.request.request);
      case 'transmit-head':
        return this.#sentHead(effect.messageId, effect.lane);
      case 'acknowledge':
        return this.#acknowledge(effect.messageId, effect.lane, effect.conf);
      case 'answered':
        return this.#ended(effect.request.request, 'answered');
      case 'failed':
        return this.#ended(effect.request.request, effect.failure);
    }
  }

  /** One that never went out can only have been refused. */
  #ended(request: number, as: string): void {
    expect(as, 'what became of a request').toBe(this.due.get(request) ?? 'offline');
    this.results.push({ request, as });
  }

  #sent(id: string, item: Item | null, request: number | null): void {
    expect(this.wire, 'a second CALL in flight').toBeNull();
    expect(this.#calls.has(id), 'a message id used twice').toBe(false);
    this.wire = { id, at_ms: this.now_ms, item, request };
    this.#calls.set(id, this.wire);
  }

  #sentHead(id: string, lane: DurableLane): void {
    const item = this.disk[lane][0];
    if (!item) throw new Error(`nothing waits in ${lane}`);
    expect(this.mode).toBe('accepted');
    expect(item.outcome, 'sent after its end').toBeUndefined();
    expect(this.now_ms, 'sent before its time').toBeGreaterThanOrEqual(item.notBefore_ms);
    item.ids.push(id);
    this.#sent(id, item, null);
  }

  #acknowledge(id: string, lane: DurableLane, conf: object | null): void {
    const item = this.#calls.get(id)?.item;
    expect(item, 'what is acknowledged').toBe(this.disk[lane][0]);
    expect(conf, 'the outcome').toEqual(item?.outcome);
    if (this.diskFull) return this.#give({ type: 'ACKNOWLEDGE_FAILED', lane });
    this.gone.push(...this.disk[lane].splice(0, 1));
    this.#give({ type: 'ACKNOWLEDGED', lane, waiting: this.disk[lane].length });
  }

  /** Whatever may be sent is being sent: the wire is never idle for nothing. */
  #expectNothingIdle(): void {
    if (this.wire || this.mode !== 'accepted') return;
    expect(this.results.length, 'a request waits and the wire is free').toBe(this.requested);
    for (const [head] of Object.values(this.disk)) {
      const isBack = head?.lane === 'security' && this.#heldBackUntil_ms >= this.now_ms;
      const held = !head || head.outcome !== undefined || head.notBefore_ms >= this.now_ms || isBack;
      expect(held, `a ${head?.lane} message waits and the wire is free`).toBe(true);
    }
  }
}
