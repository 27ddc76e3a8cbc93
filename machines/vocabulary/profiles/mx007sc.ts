import type { StationProfile } from '../station-profile.ts';
import { boolean, constant, constantList, integer, measurands } from './key-definitions.ts';
import { rateUnitNames, singlePhaseRotation } from './profile-with.ts';

const DAY_S = 86_400;
const MAX_COUNT = 100;

const connectors = { count: 2, configurable: false };

const featureProfiles = [
  'Core',
  'FirmwareManagement',
  'LocalAuthListManagement',
  'Reservation',
  'SmartCharging',
  'RemoteTrigger',
];

/** C-09: the one measurand of the certificate. */
const MEASURANDS = ['Energy.Active.Import.Register'];

const limits: StationProfile['limits'] = {
  getConfigurationMaxKeys: 27,
  localAuthListMaxLength: 10,
  sendLocalListMaxLength: 10,
  chargeProfileMaxStackLevel: 3,
  chargingScheduleMaxPeriods: 10,
  maxChargingProfilesInstalled: 10,
  stopTransactionMaxMeterValues: 1,
  outboxBudget: 10_000,
};

const features: StationProfile['features'] = {
  signedFirmwareOnly: true,
  reserveConnectorZero: true,
  chargingRateUnits: ['A'],
  authorizationCache: false,
};

/**
 * OCPP 1.6 ed.2 9.1. Absent by certificate: AuthorizationCacheEnabled, MaxEnergyOnInvalidId,
 * MinimumStatusDuration.
 */
const coreKeys = [
  boolean('AllowOfflineTxForUnknownId', 'RW', false),
  boolean('AuthorizeRemoteTxRequests', 'RW', false),
  integer('ClockAlignedDataInterval', 0, [0, DAY_S]),
  integer('ConnectionTimeOut', 60, [1, DAY_S]),
  {
    name: 'ConnectorPhaseRotation',
    access: 'RW',
    initial: singlePhaseRotation(connectors.count),
    value: { kind: 'phase-rotation' },
  },
  constant('GetConfigurationMaxKeys', limits.getConfigurationMaxKeys),
  integer('HeartbeatInterval', 60, [10, 60]),
  boolean('LocalAuthorizeOffline', 'RW', true),
  boolean('LocalPreAuthorize', 'RW', false),
  integer('MessageTimeout', 30, [1, 300]),
  ...measurands('MeterValuesAlignedData', MEASURANDS, MEASURANDS, 1),
  ...measurands('MeterValuesSampledData', MEASURANDS, MEASURANDS, 1),
  integer('MeterValueSampleInterval', 60, [10, 60], [0]),
  constant('NumberOfConnectors', connectors.count),
  integer('ResetRetries', 1, [0, MAX_COUNT]),
  constant('StopTransactionMaxMeterValues', limits.stopTransactionMaxMeterValues),
  boolean('StopTransactionOnEVSideDisconnect', 'RW', true),
  boolean('StopTransactionOnInvalidId', 'RW', true),
  ...measurands('StopTxnAlignedData', MEASURANDS, [], 1),
  ...measurands('StopTxnSampledData', MEASURANDS, [], 1),
  constantList('SupportedFeatureProfiles', featureProfiles),
  integer('TransactionMessageAttempts', 3, [1, MAX_COUNT]),
  integer('TransactionMessageRetryInterval', 60, [0, DAY_S]),
  boolean('UnlockConnectorOnEVSideDisconnect', 'R', false),
  integer('WebSocketPingInterval', 60, [0, DAY_S]),
] satisfies StationProfile['keys'];

/** OCPP 1.6 ed.2 9.2 to 9.4, errata v4.0 3.90. */
const profileKeys = [
  constantList('SupportedFileTransferProtocols', ['FTP', 'FTPS', 'HTTP', 'HTTPS']),
  boolean('LocalAuthListEnabled', 'RW', true),
  constant('LocalAuthListMaxLength', limits.localAuthListMaxLength),
  constant('SendLocalListMaxLength', limits.sendLocalListMaxLength),
  boolean('ReserveConnectorZeroSupported', 'R', features.reserveConnectorZero),
  constant('ChargeProfileMaxStackLevel', limits.chargeProfileMaxStackLevel),
  constantList('ChargingScheduleAllowedChargingRateUnit', rateUnitNames(features.chargingRateUnits)),
  constant('ChargingScheduleMaxPeriods', limits.chargingScheduleMaxPeriods),
  constant('MaxChargingProfilesInstalled', limits.maxChargingProfilesInstalled),
] satisfies StationProfile['keys'];

/** Security whitepaper ed.3, 7. */
const securityKeys = [
  boolean('AdditionalRootCertificateCheck', 'R', false),
  { name: 'AuthorizationKey', access: 'W', initial: '', value: { kind: 'hex', minBytes: 16, maxBytes: 20 } },
  constant('CertificateSignedMaxChainSize', 10_000),
  constant('CertificateStoreMaxLength', 10),
  { name: 'CpoName', access: 'RW', initial: '', value: { kind: 'text', maxLength: 64 } },
  integer('SecurityProfile', 0, [0, 3]),
] satisfies StationProfile['keys'];

/** The certified station: OCA.0016.0848.CS, two type-1 outlets of 7 kW with fixed cables, one phase. */
export const mx007sc: StationProfile = {
  name: 'mx007sc',
  connectors,
  identity: {
    vendor: 'Wallchart',
    model: 'MX007SC',
    serialNumber: 'MX007SC-0001',
    firmwareVersion: '1.0.2',
    meterType: 'single-phase AC',
    meterSerialNumber: 'MX007SC-M-0001',
  },
  featureProfiles,
  rating_A: 32,
  supplyVoltage_V: 230,
  fixedCable: true,
  keys: [...coreKeys, ...profileKeys, ...securityKeys],
  limits,
  features,
  security: { profiles: [1, 2, 3], cipherSuites: ['AES128-GCM-SHA256', 'AES256-GCM-SHA384'] },
};
