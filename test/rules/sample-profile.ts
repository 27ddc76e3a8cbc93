import type { KeyDefinition, StationProfile } from '../../machines/vocabulary/station-profile.ts';

const keys: readonly KeyDefinition[] = [
  {
    name: 'HeartbeatInterval',
    access: 'RW',
    initial: '60',
    value: { kind: 'integer', min: 10, max: 86_400 },
  },
  { name: 'LocalPreAuthorize', access: 'RW', initial: 'false', value: { kind: 'boolean' } },
  { name: 'NumberOfConnectors', access: 'R', initial: '2', value: { kind: 'integer', min: 1, max: 2 } },
  { name: 'AuthorizationKey', access: 'W', initial: '', value: { kind: 'hex', minBytes: 16, maxBytes: 20 } },
];

/** A small station of two connectors, for tests of what is stored. */
export const sampleProfile = (limits: Partial<StationProfile['limits']> = {}): StationProfile => ({
  name: 'sample',
  connectors: { count: 2, configurable: false },
  identity: {
    vendor: 'Sample',
    model: 'Two',
    serialNumber: 'S-1',
    firmwareVersion: '1.0.0',
    meterType: 'M',
    meterSerialNumber: 'M-1',
  },
  featureProfiles: ['Core'],
  rating_A: 32,
  supplyVoltage_V: 230,
  fixedCable: true,
  keys,
  limits: {
    getConfigurationMaxKeys: 10,
    localAuthListMaxLength: 100,
    sendLocalListMaxLength: 50,
    chargeProfileMaxStackLevel: 5,
    chargingScheduleMaxPeriods: 10,
    maxChargingProfilesInstalled: 10,
    stopTransactionMaxMeterValues: 10,
    outboxBudget: 10_000,
    ...limits,
  },
  features: {
    signedFirmwareOnly: false,
    reserveConnectorZero: true,
    chargingRateUnits: ['A'],
    authorizationCache: false,
  },
  security: { profiles: [0, 1], cipherSuites: [] },
});
