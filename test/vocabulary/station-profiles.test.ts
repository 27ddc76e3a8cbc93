import { describe, expect, it } from 'vitest';
import { checkValue, keyNamed } from '../../machines/vocabulary/key-value.ts';
import { mx007sc } from '../../machines/vocabulary/profiles/mx007sc.ts';
import { open } from '../../machines/vocabulary/profiles/open.ts';
import { derivedValues, profileWith } from '../../machines/vocabulary/profiles/profile-with.ts';
import { type StationProfile, StationProfileError } from '../../machines/vocabulary/station-profile.ts';

const initialOf = (profile: StationProfile, key: string): string | undefined =>
  keyNamed(profile, key)?.initial;

/** Read off the certificate OCA.0016.0848.CS, not off the profile. */
const CERTIFICATE: Readonly<Record<string, string>> = {
  GetConfigurationMaxKeys: '27',
  MeterValuesAlignedDataMaxLength: '1',
  MeterValuesSampledDataMaxLength: '1',
  StopTxnAlignedDataMaxLength: '1',
  StopTxnSampledDataMaxLength: '1',
  StopTransactionMaxMeterValues: '1',
  WebSocketPingInterval: '60',
  LocalAuthListMaxLength: '10',
  SendLocalListMaxLength: '10',
  ChargeProfileMaxStackLevel: '3',
  ChargingScheduleMaxPeriods: '10',
  ChargingScheduleAllowedChargingRateUnit: 'Current',
  ReserveConnectorZeroSupported: 'true',
  SupportedFileTransferProtocols: 'FTP,FTPS,HTTP,HTTPS',
  NumberOfConnectors: '2',
  ConnectorPhaseRotation: '0.NotApplicable,1.NotApplicable,2.NotApplicable',
  UnlockConnectorOnEVSideDisconnect: 'false',
  SupportedFeatureProfiles:
    'Core,FirmwareManagement,LocalAuthListManagement,Reservation,SmartCharging,RemoteTrigger',
};

/** Decided start values of the keys the certificate leaves open. */
const DEFAULTS: Readonly<Record<string, string>> = {
  ConnectionTimeOut: '60',
  MeterValueSampleInterval: '60',
  ClockAlignedDataInterval: '0',
  TransactionMessageAttempts: '3',
  TransactionMessageRetryInterval: '60',
  ResetRetries: '1',
  HeartbeatInterval: '60',
  StopTransactionOnEVSideDisconnect: 'true',
  StopTransactionOnInvalidId: 'true',
  LocalAuthorizeOffline: 'true',
  LocalAuthListEnabled: 'true',
  LocalPreAuthorize: 'false',
  AuthorizeRemoteTxRequests: 'false',
  AllowOfflineTxForUnknownId: 'false',
  MeterValuesSampledData: 'Energy.Active.Import.Register',
  MeterValuesAlignedData: 'Energy.Active.Import.Register',
  StopTxnSampledData: '',
  StopTxnAlignedData: '',
  SecurityProfile: '0',
  CpoName: '',
};

describe('the profile mx007sc', () => {
  it.each(Object.entries({ ...CERTIFICATE, ...DEFAULTS }))('starts %s with "%s"', (key, value) => {
    expect(initialOf(mx007sc, key)).toBe(value);
  });

  it.each([
    'AuthorizationCacheEnabled',
    'MaxEnergyOnInvalidId',
    'MinimumStatusDuration',
    'BlinkRepeat',
    'LightIntensity',
    'SupportedFeatureProfilesMaxLength',
    'ConnectorSwitch3to1PhaseSupported',
  ])('has no key %s', (key) => {
    expect(keyNamed(mx007sc, key)).toBeUndefined();
  });

  it('has limits that its keys repeat', () => {
    expect(mx007sc.limits).toMatchObject({
      getConfigurationMaxKeys: 27,
      localAuthListMaxLength: 10,
      sendLocalListMaxLength: 10,
      chargeProfileMaxStackLevel: 3,
      chargingScheduleMaxPeriods: 10,
      stopTransactionMaxMeterValues: 1,
    });
  });

  it('keeps its number of connectors', () => {
    expect(() => profileWith(mx007sc, { connectors: 3 })).toThrow(StationProfileError);
    expect(profileWith(mx007sc, { connectors: 2 })).toEqual(mx007sc);
  });
});

describe.each([
  mx007sc,
  open,
  profileWith(open, { connectors: 29 }),
])('profile $name with $connectors.count', (profile) => {
  it('gives every readable key a start value that the key itself accepts', () => {
    const refused = profile.keys
      .filter(({ access }) => access !== 'W')
      .filter((key) => 'problem' in checkValue(key, key.initial, profile.connectors.count));
    expect(refused).toEqual([]);
  });

  it('has no key that contradicts the rest of it', () => {
    const shown = Object.fromEntries(profile.keys.map(({ name, initial }) => [name, initial]));
    expect(shown).toMatchObject(derivedValues(profile));
  });

  it('names no key twice and fits every name and value into its OCPP type', () => {
    const names = profile.keys.map(({ name }) => name.toLowerCase());
    expect(new Set(names).size).toBe(names.length);
    expect(names.filter((name) => name.length > 50)).toEqual([]);
    expect(profile.keys.filter(({ initial }) => initial.length > 500)).toEqual([]);
  });
});

describe('the profile open', () => {
  it('has the keys of the certified station, in the same order', () => {
    expect(open.keys.map(({ name }) => name)).toEqual(mx007sc.keys.map(({ name }) => name));
  });

  it.each([
    ['HeartbeatInterval', '1'],
    ['HeartbeatInterval', '86400'],
    ['MeterValueSampleInterval', '1'],
    ['MeterValueSampleInterval', '3600'],
    ['ConnectionTimeOut', '1'],
    ['ConnectionTimeOut', '3600'],
    ['WebSocketPingInterval', '0'],
  ])('accepts %s = %s', (key, value) => {
    expect(checkValue(keyNamed(open, key)!, value, 2)).toEqual({ value });
  });

  it('tells the connectors it was given in every key that speaks of them', () => {
    const profile = profileWith(open, { connectors: 3 });
    expect(profile.connectors.count).toBe(3);
    expect(initialOf(profile, 'NumberOfConnectors')).toBe('3');
    expect(initialOf(profile, 'ConnectorPhaseRotation')).toBe(
      '0.NotApplicable,1.NotApplicable,2.NotApplicable,3.NotApplicable',
    );
  });

  it.each([0, -1, 1.5, 30, Number.NaN])('refuses %d connectors in words', (connectors) => {
    expect(() => profileWith(open, { connectors })).toThrow(/connectors/);
  });
});

describe('profileWith', () => {
  it('replaces what is given of the name plate and keeps the rest', () => {
    const { identity } = profileWith(mx007sc, { identity: { serialNumber: 'SN-7', model: undefined } });
    expect(identity).toEqual({ ...mx007sc.identity, serialNumber: 'SN-7' });
  });
});
