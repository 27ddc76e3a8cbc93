import { describe, expect, it } from 'vitest';
import { CHARGE_POINT_ERROR_CODES, type ChargePointErrorCode } from '../../machines/vocabulary/status.ts';
import { virtualStation } from './virtual-station.ts';

type Code = Exclude<ChargePointErrorCode, 'NoError'>;
const CODES = CHARGE_POINT_ERROR_CODES.filter((code): code is Code => code !== 'NoError');
/** The codes that a station may report without being Faulted. */
const WARNINGS: readonly Code[] = [
  'EVCommunicationError',
  'HighTemperature',
  'LocalListConflict',
  'PowerMeterFailure',
  'ReaderFailure',
  'WeakSignal',
];
const statusWith = (code: Code): string => (WARNINGS.includes(code) ? 'Available' : 'Faulted');

describe('a fault that the board reports', () => {
  it.each(CODES)('%s on connector 1: that connector alone, until it is cleared', async (errorCode) => {
    const station = await virtualStation();
    station.world.raiseFault(1, { errorCode, info: 'text', vendorErrorCode: 'V1' });
    await station.pass_s(1);
    expect(station.summary(1).report).toEqual({
      connectorId: 1,
      status: statusWith(errorCode),
      errorCode,
      info: 'text',
      vendorErrorCode: 'V1',
    });
    expect(station.status(2)).toBe('Available');
    station.world.clearFault(1, errorCode);
    await station.pass_s(1);
    expect(station.told(1)).toEqual(['Available', `${statusWith(errorCode)} ${errorCode}`, 'Available']);
    expect([...station.told(0), ...station.told(2)]).toEqual(['Available', 'Available']);
  });

  it.each(CODES)('%s on connector 0: a fault is every connector’s, a warning its own', async (errorCode) => {
    const station = await virtualStation();
    station.world.raiseFault(0, { errorCode });
    await station.pass_s(1);
    const isWarning = WARNINGS.includes(errorCode);
    expect(station.told(0).at(-1)).toBe(`${statusWith(errorCode)} ${errorCode}`);
    const expected = isWarning ? 'Available' : `Faulted ${errorCode}`;
    expect([station.status(1), station.status(2)]).toEqual([expected, expected]);
    station.world.clearFault(0, errorCode);
    await station.pass_s(1);
    expect([0, 1, 2].map((id) => station.told(id).at(-1))).toEqual(['Available', 'Available', 'Available']);
  });

  it('is not cleared by the end of another one', async () => {
    const station = await virtualStation();
    station.world.raiseFault(1, { errorCode: 'OverVoltage' });
    station.world.raiseFault(1, { errorCode: 'UnderVoltage' });
    station.world.raiseFault(0, { errorCode: 'OverVoltage' });
    await station.pass_s(1);
    station.world.clearFault(1, 'UnderVoltage');
    await station.pass_s(1);
    expect([station.status(1), station.status(2)]).toEqual(['Faulted OverVoltage', 'Faulted OverVoltage']);
    station.world.clearFault(0, 'OverVoltage');
    await station.pass_s(1);
    expect([station.status(1), station.status(2)]).toEqual(['Faulted OverVoltage', 'Available']);
    station.world.clearFault(1, 'OverVoltage');
    await station.pass_s(1);
    expect(station.status(1)).toBe('Available');
  });

  it('in a transaction opens at once and ends it with reason Other; clearing never resumes it', async () => {
    const station = await virtualStation();
    await station.charge(1);
    station.world.raiseFault(1, { errorCode: 'OverVoltage' });
    await station.pass_ms(20);
    expect(station.world.outlet(1).mainClosed).toBe(false);
    await station.pass_s(1);
    expect(station.central.of('StopTransaction')).toEqual([expect.objectContaining({ reason: 'Other' })]);
    expect(station.status(1)).toBe('Faulted OverVoltage');
    station.world.clearFault(1, 'OverVoltage');
    await station.pass_s(120);
    expect(station.status(1)).toBe('Finishing');
    expect(station.world.outlet(1).mainClosed).toBe(false);
    expect(station.central.of('StartTransaction')).toHaveLength(1);
  });

  it('that is only a warning lets a transaction go on', async () => {
    const station = await virtualStation();
    await station.charge(1);
    station.world.raiseFault(1, { errorCode: 'WeakSignal' });
    await station.pass_s(1);
    expect(station.status(1)).toBe('Charging WeakSignal');
    expect(station.central.of('StopTransaction')).toEqual([]);
  });

  it('of the meter is no warning in a charge: it ends, and is a fault until unplugged', async () => {
    const station = await virtualStation();
    await station.charge(1);
    station.world.raiseFault(1, { errorCode: 'PowerMeterFailure' });
    await station.pass_ms(20);
    expect(station.world.outlet(1).mainClosed).toBe(false);
    await station.pass_s(120);
    expect(station.central.of('StopTransaction')).toEqual([expect.objectContaining({ reason: 'Other' })]);
    expect(station.status(1)).toBe('Faulted PowerMeterFailure');
    await station.unplug(1);
    await station.pass_s(1);
    expect(station.status(1)).toBe('Available PowerMeterFailure');
  });

  it('of the meter in a charge is over when the board says so', async () => {
    const station = await virtualStation();
    await station.charge(1);
    station.world.raiseFault(1, { errorCode: 'PowerMeterFailure' });
    await station.pass_s(1);
    station.world.clearFault(1, 'PowerMeterFailure');
    await station.pass_s(1);
    expect(station.status(1)).toBe('Finishing');
    expect(station.central.of('StartTransaction')).toHaveLength(1);
  });

  it('of the meter while idle starts nothing there, by card or remotely, until it is cleared', async () => {
    const station = await virtualStation();
    station.world.raiseFault(1, { errorCode: 'PowerMeterFailure' });
    await station.plug(1);
    const remote = () => station.call('RemoteStartTransaction', { connectorId: 1, idTag: 'TAG1' });
    expect(await remote()).toEqual({ conf: { status: 'Rejected' } });
    await station.card('TAG1');
    await station.pass_s(1);
    expect([station.status(1), station.status(2)]).toEqual(['Preparing PowerMeterFailure', 'Preparing']);
    expect(station.central.of('StartTransaction')).toEqual([]);
    station.world.clearFault(1, 'PowerMeterFailure');
    expect(await remote()).toEqual({ conf: { status: 'Accepted' } });
    await station.pass_s(1);
    expect(station.status(1)).toBe('Charging');
  });

  it('of the station ends the transactions of both connectors', async () => {
    const station = await virtualStation();
    await station.charge(1, 'TAG1');
    await station.charge(2, 'TAG2');
    station.world.raiseFault(0, { errorCode: 'InternalError' });
    await station.pass_s(1);
    expect(station.central.of('StopTransaction').map(({ reason }) => reason)).toEqual(['Other', 'Other']);
    expect([station.status(1), station.status(2)]).toEqual([
      'Faulted InternalError',
      'Faulted InternalError',
    ]);
  });

  it('refuses cards and remote starts while it lasts', async () => {
    const station = await virtualStation();
    station.world.raiseFault(0, { errorCode: 'InternalError' });
    await station.card('TAG1');
    expect(station.central.of('Authorize')).toEqual([]);
    for (const connectorId of [1, 2]) {
      const reply = await station.call('RemoteStartTransaction', { connectorId, idTag: 'TAG1' });
      expect(reply).toEqual({ conf: { status: 'Rejected' } });
    }
  });

  it('is there again after a restart, and ended nothing it had not ended before', async () => {
    const station = await virtualStation();
    station.world.raiseFault(1, { errorCode: 'OverVoltage' });
    await station.pass_s(1);
    station.powerCut();
    station.powerUp();
    await station.pass_s(2);
    expect(station.status(1)).toBe('Faulted OverVoltage');
    expect(station.told(1)).toEqual(['Faulted OverVoltage']);
  });
});

describe('the emergency stop', () => {
  it('ends at once, with reason EmergencyStop, and faults all; its release restarts nothing', async () => {
    const station = await virtualStation();
    await station.charge(1);
    await station.card('TAG2');
    expect(station.status(2)).toBe('Preparing');
    station.world.pressEmergencyStop(true);
    expect(station.world.outlet(1).coilCommanded).toBe(false);
    await station.pass_s(1);
    expect([0, 1, 2].map((id) => station.told(id).at(-1))).toEqual([
      'Faulted OtherError',
      'Faulted OtherError',
      'Faulted OtherError',
    ]);
    expect(station.central.of('StopTransaction')).toEqual([
      expect.objectContaining({ reason: 'EmergencyStop' }),
    ]);
    station.world.pressEmergencyStop(false);
    await station.pass_s(120);
    expect([station.status(1), station.status(2)]).toEqual(['Finishing', 'Available']);
    expect(station.told(0).at(-1)).toBe('Available');
    expect(station.world.outlets.map(({ mainClosed }) => mainClosed)).toEqual([false, false]);
    expect(station.central.of('StartTransaction')).toHaveLength(1);
  });

  it('pressed before the start is stored closes nothing', async () => {
    const station = await virtualStation();
    await station.plug(1);
    station.world.showCard('TAG1');
    station.world.pressEmergencyStop(true);
    await station.pass_s(2);
    expect(station.world.outlet(1).coilCommanded).toBe(false);
    expect(station.central.of('StartTransaction').length).toBe(station.central.of('StopTransaction').length);
    expect(station.status(1)).toBe('Faulted OtherError');
  });
});
