import { expect, it } from 'vitest';
import { allReports, isStationFaulted, stationReport } from '../../machines/rules/station-status.ts';
import type { Fault } from '../../machines/vocabulary/status.ts';
import type { ConnectorSummary } from '../../machines/vocabulary/summary.ts';
import { CHARGING, connector } from './station-fixture.ts';

const GROUND: Fault = { errorCode: 'GroundFailure', source: 'board' };
const READER: Fault = { errorCode: 'ReaderFailure', source: 'rfid-reader' };
const station = (faults: readonly Fault[], operative = true, second: Partial<ConnectorSummary> = {}) => ({
  operative,
  installing: false,
  faults,
  connectors: [connector(1), connector(2, second)],
});
const status = (...of: Parameters<typeof station>) => stationReport(station(...of)).status;

it('connector 0 is Faulted with a fault of the station, and Available with a mere warning', () => {
  expect(status([READER, GROUND])).toBe('Faulted');
  expect(status([GROUND], false)).toBe('Faulted');
  expect(status([READER])).toBe('Available');
  expect(isStationFaulted({ faults: [] })).toBe(false);
  expect(isStationFaulted({ faults: [READER] })).toBe(false);
  expect(stationReport(station([READER]))).toEqual({
    connectorId: 0,
    status: 'Available',
    errorCode: 'ReaderFailure',
  });
});

it('connector 0 is Unavailable once the last connector is (5.2), Available while one charges on', () => {
  expect(status([], false)).toBe('Unavailable');
  expect(status([], false, { scheduledInoperative: true })).toBe('Available');
  expect(status([], true)).toBe('Available');
  expect(status([], true, { scheduledInoperative: true })).toBe('Available');
});

it('every connector has its report, connector 0 first', () => {
  const reports = allReports(station([], true, CHARGING));
  expect(reports.map((it) => [it.connectorId, it.status])).toEqual([
    [0, 'Available'],
    [1, 'Available'],
    [2, 'Charging'],
  ]);
});
