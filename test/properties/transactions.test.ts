import { describe, expect, it } from 'vitest';
import { meterNeverDecreases } from './meter-never-decreases.ts';
import { transactionMessages } from './transaction-messages.ts';
import { CP, CS, wire } from './wire-sample.ts';

const start = (id: string, meterStart: number, timestamp = '10:00', connectorId = 1) =>
  [0, 'call', CP, id, 'StartTransaction', { connectorId, idTag: 'A', meterStart, timestamp }] as const;
const started = (id: string, transactionId: number) =>
  [0, 'result', CS, id, 'StartTransaction', { transactionId }] as const;
const sample = (value: number, timestamp: string, transactionId = 7, context = 'Sample.Periodic') =>
  [
    0,
    'call',
    CP,
    `m${timestamp}`,
    'MeterValues',
    {
      connectorId: 1,
      transactionId,
      meterValue: [{ timestamp, sampledValue: [{ value: String(value), context }] }],
    },
  ] as const;
const stop = (id: string, meterStop: number, timestamp = '12:00', transactionId = 7) =>
  [0, 'call', CP, id, 'StopTransaction', { transactionId, meterStop, timestamp }] as const;
const stopped = (id: string) => [0, 'result', CS, id, 'StopTransaction'] as const;

describe('the meter', () => {
  it('passes a register that rises, and each connector by itself', () => {
    const events = wire(
      start('a', 100),
      started('a', 7),
      sample(100, '10:30'),
      stop('b', 150),
      start('c', 20, '12:30', 2),
    );
    expect(meterNeverDecreases(events)).toEqual([]);
  });

  it.each([
    ['a sample under meterStart', wire(start('a', 100), started('a', 7), sample(99, '10:30'))],
    ['meterStop under meterStart', wire(start('a', 100), started('a', 7), stop('b', 99))],
    ['a next start under the last stop', wire(start('a', 9), started('a', 7), stop('b', 50), start('c', 49))],
  ])('finds %s', (_name, events) => {
    expect(meterNeverDecreases(events)).toHaveLength(1);
  });
});

describe('transaction messages', () => {
  it.each([
    ['in order', wire(start('a', 0), started('a', 7), sample(1, '11:00'), stop('b', 2), stopped('b'))],
    ['sent again because nobody answered', wire(start('a', 0), start('b', 0))],
    [
      'overtaken by what was triggered',
      wire(start('a', 0), sample(9, '11:59', 7, 'Trigger'), sample(1, '11:00')),
    ],
  ])('passes those that are %s', (_name, events) => {
    expect(transactionMessages(events)).toEqual([]);
  });

  it.each([
    ['sent although acknowledged', wire(stop('a', 1), stopped('a'), stop('b', 1))],
    ['of a transaction that was stopped', wire(stop('a', 1), stopped('a'), sample(1, '13:00'))],
    ['out of order', wire(sample(1, '11:00'), sample(2, '10:59'))],
  ])('finds one that is %s', (_name, events) => {
    expect(transactionMessages(events).length).toBeGreaterThan(0);
  });
});
