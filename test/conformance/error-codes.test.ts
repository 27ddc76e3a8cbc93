import { expect, it } from 'vitest';
import { callError } from './central-system.ts';
import { startCharging } from './charging.ts';
import { install, profile, USUAL } from './charging-profile.ts';
import { sent, status } from './expected-message.ts';
import { withStation } from './tested-station.ts';

/** OCPP-J 1.6 4.2.3, spelt as there. */
const CODES = [
  'NotImplemented',
  'NotSupported',
  'InternalError',
  'ProtocolError',
  'SecurityError',
  'FormationViolation',
  'PropertyConstraintViolation',
  'OccurenceConstraintViolation',
  'TypeConstraintViolation',
  'GenericError',
];

it.each(CODES)('Authorize answered with %s authorises nobody', (code) =>
  withStation({}, async (station) => {
    station.centralSystem.answer('Authorize', callError(code));
    await station.plug(1);
    await station.card('A');
    await station.pass_s(20);
    station.expectSent([status(1, 'Preparing'), sent('Authorize', { idTag: 'A' })]);
    const [error] = station.record.events.filter((it) => it.kind === 'error');
    expect(error).toMatchObject({ from: 'central system', action: 'Authorize', payload: { code } });
  }));

it.each(CODES)('StopTransaction answered with %s is sent again, the same', (code) =>
  withStation({ settings: [['TransactionMessageRetryInterval', '10']] }, async (station) => {
    await startCharging(station);
    station.centralSystem.answer('StopTransaction', callError(code));
    await station.card('A');
    await station.pass_s(30);
    const stops = station.takeSent().filter(({ action }) => action === 'StopTransaction');
    expect(stops).toHaveLength(2);
    expect(stops[1]?.payload).toEqual(stops[0]?.payload);
  }));

it('what cannot be stored is answered with InternalError, and is not done', () =>
  withStation({}, async (station) => {
    await install(station, 1, profile(station, 'TxDefaultProfile', USUAL, { duration: 300 }));
    station.storage.failNext();
    await expect(station.call('ClearChargingProfile')).rejects.toThrow('could not store');
    const [error] = station.record.events.filter((it) => it.kind === 'error');
    expect(error).toMatchObject({ from: 'station', payload: { code: 'InternalError' } });
    await station.expectCall('ClearChargingProfile', {}, { status: 'Accepted' });
  }));
