import { describe, expect, it } from 'vitest';
import { type Delivered, transactionsOf, unreportedEnergy_Wh } from './delivered-messages.ts';

const time = (second: number): string => `2026-01-01T00:00:${String(second).padStart(2, '0')}.000Z`;
type Part = Partial<Pick<Delivered, 'life' | 'connection' | 'answer'>> & { readonly payload?: object };

const call = (action: string, payload: object, answer: object, part: Part = {}): Delivered => ({
  action,
  life: part.life ?? 1,
  connection: part.connection ?? 1,
  answer: (part.answer === undefined ? answer : part.answer) as Delivered['answer'],
  payload: { ...payload, ...part.payload },
});
const start = (part: Part = {}): Delivered =>
  call(
    'StartTransaction',
    { connectorId: 1, idTag: 'A', meterStart: 10, timestamp: time(1) },
    { transactionId: 5 },
    part,
  );
const sample = (value: number, second: number, part: Part = {}): Delivered => {
  const meterValue = [{ timestamp: time(second), sampledValue: [{ value: String(value) }] }];
  return call('MeterValues', { connectorId: 1, transactionId: 5, meterValue }, {}, part);
};
const stop = (part: Part = {}): Delivered =>
  call('StopTransaction', { transactionId: 5, meterStop: 30, timestamp: time(9) }, {}, part);
const status = (connection: number): Delivered => call('StatusNotification', {}, {}, { connection });

const violations = (...delivered: readonly Delivered[]): string =>
  transactionsOf(delivered).violations.join('; ');

describe('the checker of delivered messages', () => {
  it('is content with a transaction that is whole, and tells it', () => {
    const { transactions, violations: found } = transactionsOf([
      start(),
      sample(15, 3),
      sample(20, 4),
      stop(),
    ]);
    expect(found).toEqual([]);
    expect(transactions).toEqual([
      { connectorId: 1, idTag: 'A', meterStart: 10, meterStop: 30, reason: undefined, samples: [15, 20] },
    ]);
    expect(unreportedEnergy_Wh(transactions, [{ id: 1, meterWh: 33 }])).toEqual([13]);
  });

  it('lets a message come again whose answer cannot have been stored', () => {
    expect(violations(start({ answer: null }), start(), stop())).toBe('');
    expect(violations(start(), start({ connection: 2, life: 2 }), stop({ connection: 2 }))).toBe('');
  });

  it.each([
    ['again after its answer', [start(), start(), stop()], 'sent again'],
    [
      'again in a later life, though more came after its answer',
      [start(), status(1), start({ connection: 2 }), stop()],
      'sent again',
    ],
    ['again out of its place', [start({ answer: null }), sample(15, 3), start(), stop()], 'sent again'],
    ['no start', [stop()], 'not open'],
    ['no stop', [start(), sample(15, 3)], 'never stopped'],
    ['two stops', [start(), stop(), stop({ payload: { meterStop: 31 } })], 'not open'],
    ['a sample after the stop', [start(), stop(), sample(35, 9)], 'not open'],
    ['a sample older than the one before', [start(), sample(15, 5), sample(16, 4), stop()], 'chronological'],
    [
      'a stop older than the last sample',
      [start(), sample(15, 5), stop({ payload: { timestamp: time(4) } })],
      'chronological',
    ],
    ['a register that goes back', [start(), sample(15, 3), sample(14, 4), stop()], 'decreased'],
    ['meterStop less than meterStart', [start(), stop({ payload: { meterStop: 9 } })], 'decreased'],
    [
      'two at a time',
      [start(), start({ payload: { idTag: 'B' }, answer: { transactionId: 6 } })],
      'a second transaction',
    ],
  ])('finds %s', (_words, delivered, words) => {
    expect(violations(...delivered)).toContain(words);
  });
});
