import { describe, expect, it } from 'vitest';
import { getConfiguration } from '../../../machines/rules/calls/get-configuration.ts';
import { mx007sc } from '../../../machines/vocabulary/profiles/mx007sc.ts';
import { viewOf } from './station-view.ts';

type Conf = {
  configurationKey?: readonly { key: string; readonly: boolean; value?: string }[];
  unknownKey?: readonly string[];
};

function ask(key: readonly string[] | undefined, configuration: Readonly<Record<string, string>> = {}): Conf {
  const decision = getConfiguration(key ? { key } : {}, viewOf(mx007sc, configuration));
  if ('error' in decision) throw new Error(decision.error.code);
  expect(Object.keys(decision)).toEqual(['conf']);
  return decision.conf;
}

/** Read-only flags that TC_019 of the certification checks, for every required key of the six profiles. */
const REQUIRED: Readonly<Record<string, boolean>> = {
  AuthorizeRemoteTxRequests: false,
  ClockAlignedDataInterval: false,
  ConnectionTimeOut: false,
  ConnectorPhaseRotation: false,
  GetConfigurationMaxKeys: true,
  HeartbeatInterval: false,
  LocalAuthorizeOffline: false,
  LocalPreAuthorize: false,
  MeterValuesAlignedData: false,
  MeterValuesSampledData: false,
  MeterValueSampleInterval: false,
  NumberOfConnectors: true,
  ResetRetries: false,
  StopTransactionOnEVSideDisconnect: false,
  StopTransactionOnInvalidId: false,
  StopTxnAlignedData: false,
  StopTxnSampledData: false,
  SupportedFeatureProfiles: true,
  TransactionMessageAttempts: false,
  TransactionMessageRetryInterval: false,
  UnlockConnectorOnEVSideDisconnect: true,
  LocalAuthListEnabled: false,
  LocalAuthListMaxLength: true,
  SendLocalListMaxLength: true,
  ChargeProfileMaxStackLevel: true,
  ChargingScheduleAllowedChargingRateUnit: true,
  ChargingScheduleMaxPeriods: true,
  MaxChargingProfilesInstalled: true,
  SupportedFileTransferProtocols: true,
};

describe('GetConfiguration', () => {
  it.each([undefined, []])('answers every key, in the order of the profile, to %j', (key) => {
    const { configurationKey, unknownKey } = ask(key);
    expect(configurationKey?.map((shown) => shown.key)).toEqual(mx007sc.keys.map(({ name }) => name));
    expect(configurationKey!.length).toBeGreaterThan(27);
    expect(unknownKey).toBeUndefined();
  });

  it('flags read-only keys as TC_019 demands', () => {
    const flags = Object.fromEntries(ask([]).configurationKey!.map(({ key, readonly }) => [key, readonly]));
    expect(flags).toMatchObject(REQUIRED);
  });

  it('shows the value in force, not the start value', () => {
    expect(ask(['HeartbeatInterval'], { HeartbeatInterval: '25' })).toEqual({
      configurationKey: [{ key: 'HeartbeatInterval', readonly: false, value: '25' }],
    });
  });

  it('shows an empty list as an empty value', () => {
    expect(ask(['StopTxnSampledData']).configurationKey).toEqual([
      { key: 'StopTxnSampledData', readonly: false, value: '' },
    ]);
  });

  it('knows keys in any case and calls them by their proper name', () => {
    expect(ask(['heartbeatINTERVAL']).configurationKey?.[0]?.key).toBe('HeartbeatInterval');
  });

  it('answers a key asked for twice once, whatever its case', () => {
    const { configurationKey, unknownKey } = ask(['ResetRetries', 'resetretries', 'Foo', 'FOO', 'Foo']);
    expect(configurationKey).toHaveLength(1);
    expect(unknownKey).toEqual(['Foo']);
    expect(ask(['Foo', 'FOO'])).toEqual({ unknownKey: ['Foo'] });
  });

  it('lists what it does not know beside what it knows', () => {
    expect(ask(['Testing', 'CpoName', 'MinimumStatusDuration'])).toEqual({
      configurationKey: [{ key: 'CpoName', readonly: false, value: '' }],
      unknownKey: ['Testing', 'MinimumStatusDuration'],
    });
    expect(ask(['Testing'])).toEqual({ unknownKey: ['Testing'] });
  });

  it.each([[[]], [['AuthorizationKey']]])('never shows the value of a write-only key (%j)', (key) => {
    const stray = { AuthorizationKey: '0123456789ABCDEF0123456789ABCDEF' };
    const shown = ask(key, stray).configurationKey?.find((entry) => entry.key === 'AuthorizationKey');
    expect(shown).toEqual({ key: 'AuthorizationKey', readonly: false });
  });

  it('takes 27 keys in a request and answers more with a CALLERROR', () => {
    const names = Array.from({ length: 28 }, (_, index) => `Key${index}`);
    expect(ask(names.slice(0, 27)).unknownKey).toHaveLength(27);
    expect(getConfiguration({ key: names }, viewOf(mx007sc))).toMatchObject({
      error: { code: 'OccurenceConstraintViolation' },
    });
  });
});
