import type { StationView } from '../../machines/rules/calls/call.ts';
import type { OpenTransaction, StationRecords } from '../../machines/vocabulary/records.ts';
import type { StationProfile } from '../../machines/vocabulary/station-profile.ts';
import type { ConnectorSummary } from '../../machines/vocabulary/summary.ts';

/** Noon of an ordinary day, in Unix milliseconds. */
export const NOON = Date.UTC(2026, 2, 4, 12, 0, 0);
export const iso = (wall_ms: number): string => new Date(wall_ms).toISOString();

/** Two connectors of 32 A; limits small enough to be reached in a test. */
export const PROFILE: StationProfile = {
  name: 'fixture',
  connectors: { count: 2, configurable: false },
  identity: {
    vendor: 'vendor',
    model: 'model',
    serialNumber: 'serial',
    firmwareVersion: '1.0.0',
    meterType: 'meter',
    meterSerialNumber: 'meter-serial',
  },
  featureProfiles: [
    'Core',
    'FirmwareManagement',
    'LocalAuthListManagement',
    'Reservation',
    'SmartCharging',
    'RemoteTrigger',
  ],
  rating_A: 32,
  supplyVoltage_V: 230,
  fixedCable: true,
  keys: [],
  limits: {
    getConfigurationMaxKeys: 27,
    localAuthListMaxLength: 4,
    sendLocalListMaxLength: 3,
    chargeProfileMaxStackLevel: 3,
    chargingScheduleMaxPeriods: 5,
    maxChargingProfilesInstalled: 3,
    stopTransactionMaxMeterValues: 1,
    outboxBudget: 100,
  },
  features: {
    signedFirmwareOnly: true,
    reserveConnectorZero: true,
    chargingRateUnits: ['A'],
    authorizationCache: false,
  },
  security: { profiles: [0, 1], cipherSuites: [] },
};

export const RECORDS: StationRecords = {
  profile: PROFILE,
  configuration: { LocalAuthListEnabled: 'true' },
  operative: true,
  connectors: {
    1: { operative: true, endedSession: null },
    2: { operative: true, endedSession: null },
  },
  transactions: {},
  nextTransaction: 1,
  transactionIds: {},
  localList: { version: 0, entries: [] },
  reservations: {},
  chargingProfiles: [],
  uploads: {},
  securityFallback: null,
  roots: [],
  chargePointCertificates: [],
  signingRequest: null,
  firmware: null,
  credentials: { authorizationKey: false },
  cleanStop: false,
};

/** A transaction of connector 1: ours is 7, the central system's 70. */
export const TRANSACTION: OpenTransaction = {
  id: 7,
  connectorId: 1,
  idTag: 'TAG-A',
  parentIdTag: null,
  reservationId: null,
  meterStart_Wh: 0,
  startedAt: iso(NOON - 60_000),
  lastReading_Wh: 0,
  lastReadingAt: iso(NOON - 60_000),
  transactionId: 70,
  deauthorised: false,
};

/** An Available connector, changed by `changes`. */
export const connector = (
  connectorId: number,
  changes: Partial<ConnectorSummary> = {},
): ConnectorSummary => ({
  connectorId,
  report: { connectorId, status: changes.status ?? 'Available', errorCode: 'NoError' },
  status: 'Available',
  plugged: false,
  session: 'idle',
  halted: false,
  idTag: null,
  parentIdTag: null,
  floating: false,
  transaction: null,
  operative: true,
  scheduledInoperative: false,
  faults: [],
  faulted: false,
  reservationId: null,
  wantsEnergy: false,
  limit_A: 32,
  ...changes,
});

export const CHARGING: Partial<ConnectorSummary> = {
  status: 'Charging',
  plugged: true,
  session: 'transaction',
  idTag: 'TAG-A',
  transaction: 7,
};
export const FAULTED: Partial<ConnectorSummary> = { status: 'Faulted', faulted: true };
export const UNAVAILABLE: Partial<ConnectorSummary> = { status: 'Unavailable', operative: false };

/** A station at noon, online, both connectors Available. */
export const view = (
  records: Partial<StationRecords> = {},
  station: Partial<Omit<StationView, 'records'>> = {},
): StationView => ({
  records: { ...RECORDS, ...records },
  connectors: [connector(1), connector(2)],
  stationFaulted: false,
  link: { connected: true, registration: 'accepted' },
  restarting: false,
  installing: false,
  at: { monotonic_ms: 1_000, wall_ms: NOON },
  ...station,
});
