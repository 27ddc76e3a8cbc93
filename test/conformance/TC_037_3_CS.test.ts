import { it } from 'vitest';
import { anyOrder, sent, status } from './expected-message.ts';
import { withStation } from './tested-station.ts';

const SETTINGS = [
  ['AllowOfflineTxForUnknownId', 'true'],
  ['StopTransactionOnInvalidId', 'true'],
] as const;

it('TC_037_3_CS Offline Start Transaction - Invalid IdTag - StopTransactionOnInvalidId=true', () =>
  withStation({ settings: SETTINGS }, async (station) => {
    const invalid = { transactionId: 7, idTagInfo: { status: 'Invalid' } };
    station.centralSystem.answer('StartTransaction', invalid);
    await station.link('down');
    await station.plug(1);
    await station.card('X');
    await station.pass_s(10);
    await station.link('up');
    await station.pass_s(10);
    station.expectSent([
      anyOrder(sent('StartTransaction', { connectorId: 1, idTag: 'X' }), status(1, 'Charging')),
      anyOrder(sent('StopTransaction', { transactionId: 7, reason: 'DeAuthorized' }), status(1, 'Finishing')),
    ]);
  }));
