import { describe, expect, it } from 'vitest';
import { acknowledgement, wirePayload } from '../../machines/rules/outgoing.ts';
import type { DurableMessage, StationRecords } from '../../machines/vocabulary/records.ts';
import { RECORDS, TRANSACTION } from './station-fixture.ts';

const start: DurableMessage = {
  action: 'StartTransaction',
  transaction: 7,
  payload: { connectorId: 1, idTag: 'A', meterStart: 0 },
};
const sample: DurableMessage = {
  action: 'MeterValues',
  transaction: 7,
  payload: { connectorId: 1, meterValue: [] },
};
const stop: DurableMessage = { action: 'StopTransaction', transaction: 7, payload: { meterStop: 9 } };
const securityEvent: DurableMessage = {
  action: 'SecurityEventNotification',
  payload: { type: 'StartupOfTheDevice' },
};
const open = (transactionId: number | null): StationRecords => ({
  ...RECORDS,
  transactions: { 7: { ...TRANSACTION, transactionId } },
});
const closed: StationRecords = { ...RECORDS, transactionIds: { 7: 70 } };

describe('what goes on the wire', () => {
  it.each([
    ['a running transaction', open(70), 70],
    ['the id 0, which is one (errata 3.54)', open(0), 0],
    ['a negative id', open(-5), -5],
    ['a transaction that has ended', closed, 70],
    ['one whose start was never delivered (errata 3.18)', open(null), -1],
    ['one of which nothing is known', RECORDS, -1],
  ])('carries the transactionId of %s', (_, records, transactionId) => {
    expect(wirePayload(sample, records)).toEqual({ connectorId: 1, meterValue: [], transactionId });
    expect(wirePayload(stop, records)).toEqual({ meterStop: 9, transactionId });
  });

  it('has no transactionId where the message has none', () => {
    expect(wirePayload(start, open(70))).toEqual(start.payload);
    expect(wirePayload(securityEvent, open(70))).toEqual(securityEvent.payload);
  });
});

describe('what an answer changes', () => {
  const answer = (status: string, parentIdTag?: string) => ({
    transactionId: 70,
    idTagInfo: { status, ...(parentIdTag === undefined ? {} : { parentIdTag }) },
  });
  const identified = { type: 'transaction-identified', id: 7, transactionId: 70 };

  it('names the transaction, its parent and a refusal', () => {
    expect(acknowledgement(start, answer('Accepted'), open(null))).toEqual([identified]);
    expect(acknowledgement(start, answer('Accepted', 'P'), open(null))).toEqual([
      identified,
      { type: 'transaction-parent-learnt', id: 7, parentIdTag: 'P' },
    ]);
    for (const status of ['Blocked', 'Expired', 'Invalid', 'ConcurrentTx'])
      expect(acknowledgement(start, answer(status), open(null))).toEqual([
        identified,
        { type: 'transaction-deauthorised', id: 7 },
      ]);
  });

  it('names also a transaction that has ended, for its StopTransaction that waits', () => {
    expect(acknowledgement(start, answer('Blocked', 'P'), RECORDS)).toEqual([identified]);
  });

  it('forgets a transaction with its StopTransaction, answered or given up', () => {
    for (const conf of [{}, null])
      expect(acknowledgement(stop, conf, closed)).toEqual([{ type: 'transaction-forgotten', id: 7 }]);
  });

  it('is nothing for a start that was given up, for samples and for security events', () => {
    expect(acknowledgement(start, null, open(null))).toEqual([]);
    expect(acknowledgement(sample, {}, open(70))).toEqual([]);
    expect(acknowledgement(securityEvent, {}, open(70))).toEqual([]);
  });
});
