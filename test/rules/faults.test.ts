import { expect, it } from 'vitest';
import {
  faultsOfStation,
  isMeterFailure,
  isSameFault,
  isWarning,
  READER_FAILURE,
  RESET_FAILED,
  withoutSame,
} from '../../machines/rules/faults.ts';
import { LIST_CONFLICT } from '../../machines/rules/local-list.ts';
import type { Fault } from '../../machines/vocabulary/status.ts';

const fault = (errorCode: Fault['errorCode'], source = 'board'): Fault => ({ errorCode, source });

/** OCPP 1.6 ed.2 7.6: what a station may report and still charge; everything else is Faulted. */
it.each<[Fault['errorCode'], boolean]>([
  ['ReaderFailure', true],
  ['LocalListConflict', true],
  ['HighTemperature', true],
  ['EVCommunicationError', true],
  ['WeakSignal', true],
  ['PowerMeterFailure', true],
  ['ConnectorLockFailure', false],
  ['GroundFailure', false],
  ['InternalError', false],
  ['OtherError', false],
  ['OverCurrentFailure', false],
  ['OverVoltage', false],
  ['PowerSwitchFailure', false],
  ['ResetFailure', false],
  ['UnderVoltage', false],
])('%s is a warning: %s', (errorCode, expected) => {
  expect(isWarning(fault(errorCode))).toBe(expected);
});

it('too hot for any current, and a meter lost in a charge, are no mere warnings', () => {
  expect(isWarning(fault('HighTemperature', 'overheated'))).toBe(false);
  expect(isWarning(fault('PowerMeterFailure', 'meter-lost'))).toBe(false);
});

it('a meter is known not to measure from the board alone, not from a register that did not answer', () => {
  expect(isMeterFailure(fault('PowerMeterFailure'))).toBe(true);
  expect(isMeterFailure(fault('PowerMeterFailure', 'meter'))).toBe(false);
  expect(isMeterFailure(fault('GroundFailure'))).toBe(false);
});

it('of the faults of the station a connector has those that are no warnings, marked as not its own', () => {
  const ground = { ...fault('GroundFailure'), info: 'RCD' };
  expect(faultsOfStation([fault('HighTemperature'), ground])).toEqual([
    { errorCode: 'GroundFailure', source: 'station board', info: 'RCD' },
  ]);
});

it('two faults are the same by source and error code; one goes, the others stay', () => {
  const [a, b, c] = [fault('GroundFailure'), fault('OverVoltage'), fault('GroundFailure', 'contactor')];
  expect(isSameFault(a, { ...a, info: 'words' })).toBe(true);
  for (const other of [b, c, null, undefined]) expect(isSameFault(a, other)).toBe(false);
  expect(withoutSame([a, b, c], { ...a, info: 'words' })).toEqual([b, c]);
});

it('the faults that the station itself reports have the error codes of 7.6', () => {
  expect(READER_FAILURE).toMatchObject({ errorCode: 'ReaderFailure', source: 'rfid-reader' });
  expect(RESET_FAILED).toMatchObject({ errorCode: 'ResetFailure', source: 'reset' });
  expect(LIST_CONFLICT).toMatchObject({ errorCode: 'LocalListConflict', source: 'local-list' });
});
