import { expect, it } from 'vitest';
import { anyOrder, sent, status } from './expected-message.ts';
import { withStation } from './tested-station.ts';

const INVALID = { transactionId: 7, idTagInfo: { status: 'Blocked' } };

it('StopTransactionOnInvalidId true: refused by StartTransaction.conf, the transaction ends', () =>
  withStation({ settings: [['StopTransactionOnInvalidId', 'true']] }, async (station) => {
    station.centralSystem.answer('StartTransaction', INVALID);
    await station.plug(1);
    await station.card('X');
    await station.pass_s(10);
    station.expectSent([
      status(1, 'Preparing'),
      sent('Authorize', { idTag: 'X' }),
      sent('StartTransaction'),
      anyOrder(sent('StopTransaction', { transactionId: 7, reason: 'DeAuthorized' }), status(1, 'Finishing')),
    ]);
    expect(station.world.outlet(1).mainClosed).toBe(false);
  }));

it('StopTransactionOnInvalidId false: the transaction stays, without energy, until it is stopped', () =>
  withStation({ settings: [['StopTransactionOnInvalidId', 'false']] }, async (station) => {
    station.centralSystem.answer('StartTransaction', INVALID);
    await station.plug(1);
    await station.card('X');
    await station.pass_s(120);
    station.expectSent([
      status(1, 'Preparing'),
      sent('Authorize', { idTag: 'X' }),
      sent('StartTransaction'),
      status(1, 'SuspendedEVSE'),
      sent('MeterValues', { transactionId: 7 }),
      sent('MeterValues', { transactionId: 7 }),
    ]);
    expect(station.world.outlet(1).mainClosed).toBe(false);
    await station.card('X');
    station.expectSent([
      anyOrder(sent('StopTransaction', { transactionId: 7, reason: 'Local' }), status(1, 'Finishing')),
    ]);
  }));
