import { expect, it } from 'vitest';
import { Edge } from '../../actors/edge.ts';
import { Outbox } from '../../actors/outbox.ts';
import { mx007sc } from '../../machines/vocabulary/profiles/mx007sc.ts';
import type { DurableMessage, RecordChange } from '../../machines/vocabulary/records.ts';
import { newStorage } from '../conformance/station-storage.ts';
import { FakeClock } from '../drivers/fake-clock.ts';

const AT = { monotonic_ms: 0, wall_ms: Date.UTC(2026, 10, 22) };
const opened: RecordChange = {
  type: 'transaction-opened',
  id: 1,
  connectorId: 1,
  idTag: 'A',
  parentIdTag: null,
  reservationId: null,
  meterStart_Wh: 0,
};
const start: DurableMessage = {
  action: 'StartTransaction',
  transaction: 1,
  payload: { connectorId: 1, idTag: 'A', meterStart: 0 },
};
const sample: DurableMessage = {
  action: 'MeterValues',
  transaction: 1,
  payload: { connectorId: 1, meterValue: [] },
};
const ACCEPTED = { transactionId: 77, idTagInfo: { status: 'Accepted' } };

function outbox() {
  const storage = newStorage(mx007sc, []);
  const sent: object[] = [];
  const told: object[] = [];
  const edge = new Edge(new FakeClock(), { log: ({ to, event }) => told.push({ to, event }) });
  const box = new Outbox({
    edge,
    storage,
    sendCall: (_, action, payload) => sent.push({ action, ...payload }),
    report: (error) => told.push({ error }),
  });
  storage.commit([opened], [start, sample], AT);
  return { storage, sent, told, box };
}

it('an answer to any of the tries acknowledges the message that was tried, once', () => {
  const { storage, told, box } = outbox();
  for (const id of ['x-1', 'x-2', 'x-3']) box.sendHead(id, 'transaction');
  box.acknowledge('x-1', 'transaction', ACCEPTED);
  expect(storage.head('transaction')?.message.action).toBe('MeterValues');
  box.acknowledge('x-3', 'transaction', ACCEPTED);
  expect(storage.head('transaction')?.message.action).toBe('MeterValues');
  expect(told).toMatchObject([
    { to: 'charge-point', event: { type: 'START_ANSWERED', transaction: 1, accepted: true } },
    { to: 'call-queue', event: { type: 'ACKNOWLEDGED', lane: 'transaction', waiting: 1 } },
    { to: 'call-queue', event: { type: 'ACKNOWLEDGED', lane: 'transaction', waiting: 1 } },
  ]);
});

it('what follows a StartTransaction carries the transactionId of its answer, or -1', () => {
  for (const [conf, transactionId] of [
    [ACCEPTED, 77],
    [null, -1],
  ] as const) {
    const { sent, box } = outbox();
    box.sendHead('x-1', 'transaction');
    box.acknowledge('x-1', 'transaction', conf);
    box.sendHead('x-2', 'transaction');
    expect(sent[1]).toMatchObject({ action: 'MeterValues', transactionId });
  }
});

it('a disk that refuses the acknowledgement keeps the message, and says so', () => {
  const { storage, told, box } = outbox();
  box.sendHead('x-1', 'transaction');
  storage.acknowledge = () => {
    throw new Error('disk full');
  };
  box.acknowledge('x-1', 'transaction', ACCEPTED);
  expect(storage.head('transaction')?.message.action).toBe('StartTransaction');
  expect(told).toMatchObject([
    { error: new Error('disk full') },
    { to: 'call-queue', event: { type: 'ACKNOWLEDGE_FAILED', lane: 'transaction' } },
  ]);
});
