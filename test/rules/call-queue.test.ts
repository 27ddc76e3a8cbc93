import { describe, expect, it } from 'vitest';
import {
  type CallQueueEffect,
  type CallQueueEvent,
  callQueue,
  type QueueMode,
} from '../../machines/rules/call-queue.ts';
import type { CallRequest } from '../../machines/vocabulary/effects.ts';
import { RECORDS } from './station-fixture.ts';

const CONFIGURATION = { TransactionMessageAttempts: '3', TransactionMessageRetryInterval: '60' };

/** A queue that is given one event after another, and what it did for the last one. */
function queueWith(configuration: Readonly<Record<string, string>> = {}) {
  const now = { ...RECORDS, configuration: { ...CONFIGURATION, ...configuration } };
  const queue = callQueue({
    records: { now, toJSON: () => undefined },
    idPrefix: 'x-',
    waiting: { transaction: 0, security: 0 },
  });
  let state = queue.initial;
  return (...events: readonly CallQueueEvent[]): readonly CallQueueEffect[] => {
    let effects: readonly CallQueueEffect[] = [];
    for (const event of events) ({ state, effects } = queue.step(state, event));
    return effects;
  };
}
const mode = (it: QueueMode): CallQueueEvent => ({ type: 'MODE', mode: it });
const ask = (urgency: CallRequest['urgency'], request = 1): CallRequest => ({
  action: 'Heartbeat',
  payload: {},
  requester: 'x',
  request,
  urgency,
});
const stored = (lane: 'transaction' | 'security'): CallQueueEvent => ({ type: 'STORED', lane, waiting: 1 });
const refusal = (messageId: string, code: 'InternalError' | 'NotImplemented'): CallQueueEvent => ({
  type: 'ERROR',
  messageId,
  code,
});

/** OCPP 1.6 ed.2 4.2: Pending sends what was triggered, Rejected and a fresh link only BootNotification. */
const SENT: Readonly<Record<QueueMode, readonly CallRequest['urgency'][]>> = {
  closed: [],
  unregistered: ['registration'],
  pending: ['registration', 'triggered'],
  rejected: ['registration'],
  accepted: ['registration', 'triggered', 'normal'],
};

describe('a request', () => {
  it.each(Object.entries(SENT))('is sent or fails at once as the link is: %s', (link, sent) => {
    for (const urgency of SENT.accepted) {
      const effects = queueWith()(mode(link as QueueMode), { type: 'REQUEST', request: ask(urgency) });
      const expected = sent.includes(urgency)
        ? [
            { type: 'transmit', messageId: 'x-1', request: ask(urgency) },
            { type: 'arm', timer: 'answer', delay_ms: 30_000 },
          ]
        : [{ type: 'failed', request: ask(urgency), failure: 'offline' }];
      expect(effects, urgency).toEqual(expected);
    }
  });

  it('is waited for as long as MessageTimeout says, where the station has that key', () => {
    const request = ask('normal');
    const effects = queueWith({ MessageTimeout: '7' })(mode('accepted'), { type: 'REQUEST', request });
    expect(effects).toContainEqual({ type: 'arm', timer: 'answer', delay_ms: 7_000 });
  });

  it('that is taken back is not sent; another of its number, or of its asker, is', () => {
    const give = queueWith();
    const others = { ...ask('normal', 2), requester: 'y' };
    const requests = [ask('normal', 1), ask('normal', 2), others, ask('normal', 3)];
    give(mode('accepted'), ...requests.map((request) => ({ type: 'REQUEST', request }) as const));
    expect(give({ type: 'WITHDRAWN', requester: 'x', request: 2 })).toEqual([]);
    const next = (messageId: string) => give({ type: 'RESULT', messageId, conf: {} });
    expect(next('x-1')).toContainEqual({ type: 'transmit', messageId: 'x-2', request: others });
    expect(next('x-2')).toContainEqual({ type: 'transmit', messageId: 'x-3', request: ask('normal', 3) });
    expect(next('x-3')).not.toContainEqual(expect.objectContaining({ type: 'transmit' }));
  });

  it('that is taken back when it was sent already is answered like any other', () => {
    const give = queueWith();
    give(mode('accepted'), { type: 'REQUEST', request: ask('normal') });
    expect(give({ type: 'WITHDRAWN', requester: 'x', request: 1 })).toEqual([]);
    expect(give({ type: 'RESULT', messageId: 'x-1', conf: {} })).toContainEqual({
      type: 'answered',
      request: ask('normal'),
      conf: {},
    });
  });

  it('that is answered ends the wait for its answer, and the next one goes out', () => {
    const give = queueWith();
    give(mode('accepted'), { type: 'REQUEST', request: ask('normal') });
    give({ type: 'REQUEST', request: ask('normal', 2) });
    expect(give({ type: 'RESULT', messageId: 'x-1', conf: { currentTime: '' } })).toEqual([
      { type: 'cancel', timer: 'answer' },
      { type: 'answered', request: ask('normal'), conf: { currentTime: '' } },
      { type: 'transmit', messageId: 'x-2', request: ask('normal', 2) },
      { type: 'arm', timer: 'answer', delay_ms: 30_000 },
    ]);
  });

  it('waits in memory with at most 499 others behind the one in flight', () => {
    const give = queueWith();
    give(mode('accepted'));
    const last = (request: number) => give({ type: 'REQUEST', request: ask('normal', request) });
    for (let i = 0; i < 500; i += 1) last(i);
    expect(last(500), 'the 500th to wait').toEqual([]);
    expect(last(501)).toEqual([{ type: 'failed', request: ask('normal', 501), failure: 'offline' }]);
  });
});

describe('a stored message', () => {
  it('never goes out before the station is accepted (4.2)', () => {
    for (const link of ['closed', 'unregistered', 'pending', 'rejected'] as const)
      expect(queueWith()(mode(link), stored('transaction'), stored('security')), link).toEqual([]);
  });

  it.each([
    'transaction',
    'security',
  ] as const)('of %s is not tried again once it is answered late', (lane) => {
    const give = queueWith();
    give(mode('accepted'), stored(lane));
    give(refusal('x-1', 'InternalError'));
    expect(give({ type: 'RESULT', messageId: 'x-1', conf: {} })).toEqual([
      { type: 'cancel', timer: lane },
      { type: 'acknowledge', lane, messageId: 'x-1', conf: {} },
    ]);
  });

  it('that the central system does not implement is given up at once if it is a security event', () => {
    const give = queueWith();
    give(mode('accepted'), stored('security'));
    expect(give(refusal('x-1', 'NotImplemented'))).toContainEqual({
      type: 'acknowledge',
      lane: 'security',
      messageId: 'x-1',
      conf: null,
    });
  });

  it('that was given up, but not yet stored as given up, takes the answer that comes after all', () => {
    const give = queueWith({ TransactionMessageAttempts: '1' });
    const conf = { transactionId: 7, idTagInfo: { status: 'Accepted' } };
    give(mode('accepted'), stored('transaction'));
    expect(give({ type: 'TIMER', timer: 'answer' })).toContainEqual(
      expect.objectContaining({ type: 'acknowledge', messageId: 'x-1', conf: null }),
    );
    give({ type: 'ACKNOWLEDGE_FAILED', lane: 'transaction' });
    expect(give({ type: 'RESULT', messageId: 'x-1', conf })).toEqual([
      { type: 'cancel', timer: 'transaction' },
      { type: 'acknowledge', lane: 'transaction', messageId: 'x-1', conf },
    ]);
    give({ type: 'ACKNOWLEDGE_FAILED', lane: 'transaction' });
    expect(give({ type: 'RESULT', messageId: 'x-1', conf: { ...conf, transactionId: 8 } })).toEqual([]);
    expect(give({ type: 'TIMER', timer: 'transaction' })).toEqual([
      { type: 'acknowledge', lane: 'transaction', messageId: 'x-1', conf },
    ]);
  });

  it('of a transaction is tried again after 60 s, then 120 s, and given up after three tries (3.7.1)', () => {
    const give = queueWith();
    give(mode('accepted'), stored('transaction'));
    const again = (messageId: string) => give(refusal(messageId, 'NotImplemented'));
    expect(again('x-1')).toContainEqual({ type: 'arm', timer: 'transaction', delay_ms: 60_000 });
    give({ type: 'TIMER', timer: 'transaction' });
    expect(again('x-2')).toContainEqual({ type: 'arm', timer: 'transaction', delay_ms: 120_000 });
    give({ type: 'TIMER', timer: 'transaction' });
    const lost = { type: 'acknowledge', lane: 'transaction', messageId: 'x-3', conf: null };
    expect(again('x-3')).toContainEqual(lost);
  });
});

describe('a security event', () => {
  it('that waited for the station to be accepted lets the statuses go first', () => {
    const give = queueWith();
    give(stored('security'));
    expect(give(mode('accepted'))).toEqual([{ type: 'arm', timer: 'security', delay_ms: 2_000 }]);
    expect(give({ type: 'TIMER', timer: 'security' })).toContainEqual(
      expect.objectContaining({ type: 'transmit-head', lane: 'security' }),
    );
  });

  it('waits for no moment before the station is accepted: the moment begins then', () => {
    const give = queueWith();
    give(stored('security'));
    for (const link of ['unregistered', 'pending', 'rejected', 'closed'] as const)
      expect(give(mode(link)), link).toEqual([]);
    expect(give(mode('accepted'))).toEqual([{ type: 'arm', timer: 'security', delay_ms: 2_000 }]);
  });

  it('is not held back once the station is accepted, however often that is said', () => {
    const give = queueWith();
    give(mode('accepted'), { type: 'REQUEST', request: ask('normal') }, stored('security'));
    expect(give(mode('accepted'))).toEqual([]);
    expect(give({ type: 'RESULT', messageId: 'x-1', conf: {} })).toContainEqual({
      type: 'transmit-head',
      messageId: 'x-2',
      lane: 'security',
    });
  });

  it('that is urgent does not, nor what waits with it; later ones do again', () => {
    const give = queueWith();
    give({ type: 'STORED', lane: 'security', waiting: 1, urgent: true });
    give({ type: 'STORED', lane: 'security', waiting: 2 });
    const head = (messageId: string) => ({ type: 'transmit-head', messageId, lane: 'security' });
    expect(give(mode('accepted'))).toContainEqual(head('x-1'));
    give({ type: 'RESULT', messageId: 'x-1', conf: {} });
    expect(give({ type: 'ACKNOWLEDGED', lane: 'security', waiting: 1 })).toContainEqual(head('x-2'));
    give(
      { type: 'RESULT', messageId: 'x-2', conf: {} },
      { type: 'ACKNOWLEDGED', lane: 'security', waiting: 0 },
    );
    give(mode('closed'), stored('security'));
    expect(give(mode('accepted'))).toEqual([{ type: 'arm', timer: 'security', delay_ms: 2_000 }]);
  });

  it('that is urgent stays so, with what waits behind it, through a disconnection', () => {
    const give = queueWith();
    give({ type: 'STORED', lane: 'security', waiting: 2, urgent: true });
    give(mode('accepted'), { type: 'RESULT', messageId: 'x-1', conf: {} });
    give(mode('closed'), { type: 'ACKNOWLEDGED', lane: 'security', waiting: 1 });
    expect(give(mode('accepted'))).toContainEqual({
      type: 'transmit-head',
      messageId: 'x-2',
      lane: 'security',
    });
  });

  it('is tried for ever: after 10 s at least, after an hour at most', () => {
    const waits = (configuration: Readonly<Record<string, string>>, tries: number) => {
      const give = queueWith(configuration);
      give(mode('accepted'), stored('security'));
      return Array.from({ length: tries }, (_, index) => {
        const arm = give(refusal(`x-${index + 1}`, 'InternalError')).find((it) => it.type === 'arm');
        give({ type: 'TIMER', timer: 'security' });
        return arm?.delay_ms;
      });
    };
    expect(waits({ TransactionMessageRetryInterval: '0' }, 3)).toEqual([10_000, 20_000, 30_000]);
    expect(waits({ TransactionMessageRetryInterval: '1800' }, 3)).toEqual([1_800_000, 3_600_000, 3_600_000]);
  });
});

it('a timer of something that is over means nothing', () => {
  const give = queueWith();
  for (const timer of ['answer', 'transaction', 'security'] as const)
    expect(give(mode('accepted'), { type: 'TIMER', timer }), timer).toEqual([]);
});

it('the queue begins with nothing asked and nothing sent, and with what storage has', () => {
  const lane = (waiting: number) => ({
    waiting,
    urgent: false,
    phase: 'ready',
    attempts: 0,
    earlier: [],
    answer: null,
  });
  const records = { now: RECORDS, toJSON: () => undefined };
  expect(callQueue({ records, idPrefix: '', waiting: { transaction: 3, security: 4 } }).initial).toEqual({
    mode: 'closed',
    inFlight: null,
    requests: [],
    lanes: { transaction: lane(3), security: lane(4) },
    sent: 0,
  });
});
