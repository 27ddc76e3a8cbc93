import { describe, expect, it } from 'vitest';
import { applyChange, emptyRecords } from '../../machines/rules/apply-change.ts';
import { mx007sc } from '../../machines/vocabulary/profiles/mx007sc.ts';
import type { DurableMessage } from '../../machines/vocabulary/records.ts';
import type { WireEvent } from '../properties/wire.ts';
import { MessageLedger } from './message-ledger.ts';

const START: DurableMessage = {
  action: 'StartTransaction',
  transaction: 1,
  payload: { connectorId: 1, idTag: 'ANNA', meterStart: 0 },
};
const SAMPLE: DurableMessage = {
  action: 'MeterValues',
  transaction: 1,
  payload: { connectorId: 1, meterValue: [] },
};
const sent = (messageId: string, at_ms: number): WireEvent => ({
  kind: 'call',
  at_ms,
  from: 'station',
  messageId,
  action: START.action,
  payload: { ...START.payload },
});
const refused = (messageId: string, at_ms: number): WireEvent => ({
  kind: 'error',
  at_ms,
  from: 'central system',
  messageId,
  action: START.action,
  payload: { code: 'GenericError' },
});
const answered = (messageId: string, at_ms: number): WireEvent => ({
  kind: 'result',
  at_ms,
  from: 'central system',
  messageId,
  action: START.action,
  payload: { transactionId: 7, idTagInfo: { status: 'Accepted' } },
});

/** A ledger of a station that makes two attempts, and what it reports. */
function ledger(stored: readonly DurableMessage[]) {
  const records = applyChange(
    emptyRecords(mx007sc),
    { type: 'configuration-set', key: 'TransactionMessageAttempts', value: '2' },
    '2026-01-01T00:00:00.000Z',
  );
  const reports: string[] = [];
  const it = new MessageLedger(
    () => records,
    (property, words) => reports.push(`${property} ${words}`),
  );
  it.committed([], stored);
  return { it, reports };
}

describe('the ledger of what was stored and sent (S3)', () => {
  it.each<[string, readonly WireEvent[], readonly string[]]>([
    ['two refusals are two attempts', [sent('a', 0), refused('a', 1), sent('b', 2), refused('b', 3)], []],
    [
      'a disconnection is none',
      [sent('a', 0), refused('a', 1), sent('b', 2), { kind: 'closed', at_ms: 3 }],
      ['S3 StartTransaction 1 given up after 1 of 2 attempts'],
    ],
    [
      'a disconnection after the timeout is one: the attempt had failed before',
      [sent('a', 0), refused('a', 1), sent('b', 2), { kind: 'closed', at_ms: 31_000 }],
      [],
    ],
    [
      'a start begins anew',
      [sent('a', 0), refused('a', 1), { kind: 'started', at_ms: 2 }, sent('b', 3), refused('b', 4)],
      ['S3 StartTransaction 1 given up after 1 of 2 attempts'],
    ],
    [
      'an answer that went with the power before it was stored is none',
      [sent('a', 0), answered('a', 1), { kind: 'started', at_ms: 2 }, sent('b', 3), refused('b', 4)],
      ['S3 StartTransaction 1 given up after 1 of 2 attempts'],
    ],
    ['an answer that was stored is enough', [sent('a', 0), answered('a', 1)], []],
  ])('%s', (_name, events, expected) => {
    const { it: told, reports } = ledger([START]);
    for (const event of events) told.heard(event);
    told.acknowledged(1);
    expect(reports).toEqual(expected);
  });

  it.each<[string, readonly number[], number, readonly string[]]>([
    ['middle samples of a queue past its budget may go', [1, 2, 5], 3, []],
    ['its first sample may not', [1, 3, 5], 3, ['S3 MeterValues 2 was dropped']],
    ['its last sample may not', [1, 2, 4], 3, ['S3 MeterValues 5 was dropped']],
    ['nothing else may', [2, 5], 3, ['S3 StartTransaction 1 was dropped']],
    [
      'nor anything of a queue within its budget',
      [1, 2, 4, 5],
      5,
      ['S3 MeterValues 3 was dropped although only 5 wait'],
    ],
  ])('%s', (_name, kept, budget, expected) => {
    const { it: told, reports } = ledger([START, SAMPLE, SAMPLE, SAMPLE, SAMPLE]);
    expect(told.thinned(new Set(kept), budget)).toBe(5 - kept.length);
    expect(reports).toEqual(expected);
    expect(told.waiting).toBe(kept.length);
  });
});
