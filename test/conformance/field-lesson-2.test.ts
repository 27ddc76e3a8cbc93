import { expect, it } from 'vitest';
import { silence } from './central-system.ts';
import { sent, status } from './expected-message.ts';
import { withStation } from './tested-station.ts';

const SETTINGS = [
  ['MeterValueSampleInterval', '60'],
  ['TransactionMessageRetryInterval', '60'],
] as const;
const CONF = { transactionId: 4711, idTagInfo: { status: 'Accepted' } };

it('field lesson 2: the answer to the first try comes after its timeout, and is taken', () =>
  withStation({ settings: SETTINGS }, async (station) => {
    station.centralSystem.answer('StartTransaction', silence);
    await station.plug(1);
    await station.card('A');
    const [, , start] = station.expectSent([
      status(1, 'Preparing'),
      sent('Authorize'),
      sent('StartTransaction'),
    ]);
    // The StatusNotification waits for the wire, which waits for the answer, 30 s at most.
    await station.pass_s(30);
    station.expectSent([status(1, 'Charging')]);
    station.centralSystem.sendRaw(JSON.stringify([3, start!.messageId, CONF]));
    await station.pass_s(120);
    const told = station.takeSent();
    expect(told.map(({ action, payload }) => [action, payload.transactionId])).toEqual([
      ['MeterValues', 4711],
      ['MeterValues', 4711],
    ]);
  }));

it('field lesson 2: unanswered, it is sent again under a new id, and the answer to that counts once', () =>
  withStation({ settings: SETTINGS }, async (station) => {
    station.centralSystem.answer('StartTransaction', silence, CONF);
    await station.plug(1);
    await station.card('A');
    await station.pass_s(30 + 60);
    const [first, second] = station.takeSent().filter(({ action }) => action === 'StartTransaction');
    expect(second?.payload).toEqual(first?.payload);
    expect(second?.messageId).not.toBe(first?.messageId);
    expect(second!.at_ms - first!.at_ms).toBe(90_000);
    // The late answer to the first one changes nothing any more.
    const late = { transactionId: 1, idTagInfo: { status: 'Accepted' } };
    station.centralSystem.sendRaw(JSON.stringify([3, first!.messageId, late]));
    await station.card('A');
    const [stop] = station.takeSent().filter(({ action }) => action === 'StopTransaction');
    expect(stop?.payload.transactionId).toBe(4711);
  }));

it('field lesson 2: MeterValues queued before a power cut keep their transaction', () =>
  withStation({ settings: SETTINGS }, async (station) => {
    station.centralSystem.answer('StartTransaction', CONF);
    await station.plug(1);
    await station.card('A');
    station.takeSent();
    await station.link('down');
    await station.pass_s(130);
    station.powerCut();
    station.powerUp();
    await station.pass_s(5);
    const told = station.takeSent().filter(({ payload }) => 'transactionId' in payload);
    expect(told.map(({ action, payload }) => [action, payload.transactionId])).toEqual([
      ['MeterValues', 4711],
      ['MeterValues', 4711],
      ['StopTransaction', 4711],
    ]);
  }));
