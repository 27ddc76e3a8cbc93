import type { DurableMessage } from '../../../machines/vocabulary/records.ts';
import { type Happening, type Observer, Wrong } from './happening.ts';

type Waiting = {
  readonly sequence: number;
  readonly words: string;
  /** Of its transmissions, those that were refused or timed out. */
  readonly failures: number;
  /** The central system has answered one of its transmissions. */
  readonly answered: boolean;
};
/** What S3 and S4 have to remember: what was stored and is not yet acknowledged, and each transaction. */
export type DeliveryMemory = {
  readonly waiting: readonly Waiting[];
  /** Sequence of the message in flight. */
  readonly inFlight: { readonly messageId: string; readonly sequence: number } | null;
  readonly transactions: Readonly<Record<number, 'started' | 'stopped'>>;
  /** The register as reported last, and as stored last, in Wh. */
  readonly reported_Wh: number;
  readonly stored_Wh: number;
};
type On<K extends Happening['kind']> = Extract<Happening, { kind: K }>;
type Seen = DeliveryMemory | Wrong;

const nameOf = (message: DurableMessage): string =>
  'transaction' in message ? `${message.action} ${message.transaction}` : message.action;

/** Exactly one Start and one Stop, MeterValues between. */
function toldInOrder(memory: DeliveryMemory, message: DurableMessage): Seen {
  if (message.action === 'SecurityEventNotification') return memory;
  const { transaction, action } = message;
  const before = memory.transactions[transaction];
  const expected = action === 'StartTransaction' ? undefined : 'started';
  if (before !== expected)
    return new Wrong('S3', `${nameOf(message)} is stored, and the transaction is ${before ?? 'not started'}`);
  const after = action === 'StopTransaction' ? 'stopped' : 'started';
  return { ...memory, transactions: { ...memory.transactions, [transaction]: after } };
}

function registerOf(message: DurableMessage): number | null {
  if (message.action === 'StartTransaction') return message.payload.meterStart;
  if (message.action === 'StopTransaction') return message.payload.meterStop;
  if (message.action !== 'MeterValues') return null;
  return Number(message.payload.meterValue[0]?.sampledValue[0]?.value);
}

function neverDecreases(memory: DeliveryMemory, message: DurableMessage): Seen {
  const register_Wh = registerOf(message);
  if (register_Wh === null) return memory;
  if (register_Wh < memory.reported_Wh)
    return new Wrong('S4', `${nameOf(message)} reports ${register_Wh} Wh after ${memory.reported_Wh} Wh`);
  if (register_Wh < memory.stored_Wh)
    return new Wrong('S4', `${nameOf(message)} reports ${register_Wh} Wh, ${memory.stored_Wh} Wh are stored`);
  return { ...memory, reported_Wh: register_Wh };
}

function stored(memory: DeliveryMemory, { changes, messages }: On<'stored'>): Seen {
  let next = memory;
  for (const { sequence, message } of messages)
    for (const check of [toldInOrder, neverDecreases]) {
      const seen = check(next, message);
      if (seen instanceof Wrong) return seen;
      const words = nameOf(message);
      const isNew = next.waiting.every((it) => it.sequence !== sequence);
      const waiting = isNew
        ? [...next.waiting, { sequence, words, failures: 0, answered: false }]
        : next.waiting;
      next = { ...seen, waiting };
    }
  const readings = changes.flatMap((it) => (it.type === 'transaction-reading' ? [it.energy_Wh] : []));
  return { ...next, stored_Wh: Math.max(next.stored_Wh, ...readings) };
}

function called(memory: DeliveryMemory, { messageId, action, sequence }: On<'called'>): Seen {
  if (sequence === null) return { ...memory, inFlight: null };
  const at = memory.waiting.findIndex((it) => it.sequence === sequence);
  if (at === -1) return new Wrong('S3', `${action} is sent, which is not stored or was acknowledged before`);
  if (at > 0)
    return new Wrong('S3', `${memory.waiting[at]!.words} is sent before ${memory.waiting[0]!.words}`);
  return { ...memory, inFlight: { messageId, sequence } };
}

const withEntry = (memory: DeliveryMemory, sequence: number, change: Partial<Waiting>): DeliveryMemory => ({
  ...memory,
  waiting: memory.waiting.map((it) => (it.sequence === sequence ? { ...it, ...change } : it)),
});

function failed(memory: DeliveryMemory, most: number): DeliveryMemory {
  const { inFlight } = memory;
  if (!inFlight) return memory;
  const failures = memory.waiting.find((it) => it.sequence === inFlight.sequence)?.failures ?? 0;
  return withEntry({ ...memory, inFlight: null }, inFlight.sequence, {
    failures: Math.min(failures + 1, most),
  });
}

function answered(memory: DeliveryMemory, it: On<'answered'>, most: number): Seen {
  const isMine = memory.inFlight?.messageId === it.messageId;
  if (it.conf === null) return isMine ? failed(memory, most) : memory;
  const next = isMine ? { ...memory, inFlight: null } : memory;
  return it.sequence === null ? next : withEntry(next, it.sequence, { answered: true });
}

function forgotten(memory: DeliveryMemory, { sequence, conf }: On<'forgotten'>, most: number): Seen {
  const entry = memory.waiting.find((it) => it.sequence === sequence);
  if (!entry) return new Wrong('S3', 'a message is acknowledged that is not waiting');
  if (conf !== null && !entry.answered)
    return new Wrong('S3', `${entry.words} is forgotten as if it were answered`);
  if (conf === null && entry.failures < most)
    return new Wrong('S3', `${entry.words} is given up after ${entry.failures} of ${most} attempts`);
  return { ...memory, waiting: memory.waiting.filter((it) => it !== entry) };
}

/**
 * S3: each transaction has exactly one StartTransaction and one StopTransaction, stored before they are sent,
 * sent in the order they were stored with MeterValues between; nothing whose acknowledgement is stored is
 * sent again; nothing is given up before it was tried as often as TransactionMessageAttempts (`attempts`)
 * says. S4: the register reported never decreases and is never less than what was stored.
 */
export const deliveryObserver = (attempts: number): Observer<DeliveryMemory> => ({
  initial: { waiting: [], inFlight: null, transactions: {}, reported_Wh: 0, stored_Wh: 0 },
  see(memory, happening) {
    switch (happening.kind) {
      case 'stored':
        return stored(memory, happening);
      case 'called':
        return called(memory, happening);
      case 'answered':
        return answered(memory, happening, attempts);
      case 'forgotten':
        return forgotten(memory, happening, attempts);
      case 'timer':
        return happening.name === 'call-queue answer' ? failed(memory, attempts) : memory;
      case 'closed':
      case 'power cut':
        return memory.inFlight === null ? memory : { ...memory, inFlight: null };
      default:
        return memory;
    }
  },
});
