import { expect, it } from 'vitest';
import { sent, status } from './expected-message.ts';
import { withStation } from './tested-station.ts';

const SETTINGS = [
  ['AllowOfflineTxForUnknownId', 'true'],
  ['StopTransactionOnInvalidId', 'false'],
] as const;

it('TC_037_2_CS Offline Start Transaction - Invalid IdTag - StopTransactionOnInvalidId=false', () =>
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
      sent('StartTransaction', { connectorId: 1, idTag: 'X' }),
      status(1, 'Charging'),
      status(1, 'SuspendedEVSE'),
    ]);

    // It stays open without energy until someone ends it.
    const register_Wh = station.world.reading_Wh(1);
    await station.pass_s(300);
    expect(station.world.reading_Wh(1)).toBe(register_Wh);
    station.takeSent();
    await station.unplug(1);
    station.expectSent([
      sent('StopTransaction', { transactionId: 7, reason: 'EVDisconnected', meterStop: register_Wh }),
      status(1, 'Available'),
    ]);
  }));
