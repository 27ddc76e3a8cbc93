import { expect, it } from 'vitest';
import { withStation } from './tested-station.ts';

const RW = false;
const R = true;
/** OCPP 1.6 ed.2 9 with errata v4.0: the keys a station of these profiles must have, and `readonly`. */
const REQUIRED: Readonly<Record<string, boolean>> = {
  AuthorizeRemoteTxRequests: RW,
  ClockAlignedDataInterval: RW,
  ConnectionTimeOut: RW,
  ConnectorPhaseRotation: RW,
  GetConfigurationMaxKeys: R,
  HeartbeatInterval: RW,
  LocalAuthorizeOffline: RW,
  LocalPreAuthorize: RW,
  MeterValuesAlignedData: RW,
  MeterValuesSampledData: RW,
  MeterValueSampleInterval: RW,
  NumberOfConnectors: R,
  ResetRetries: RW,
  StopTransactionOnEVSideDisconnect: RW,
  StopTransactionOnInvalidId: RW,
  StopTxnAlignedData: RW,
  StopTxnSampledData: RW,
  SupportedFeatureProfiles: R,
  TransactionMessageAttempts: RW,
  TransactionMessageRetryInterval: RW,
  UnlockConnectorOnEVSideDisconnect: R,
  LocalAuthListEnabled: RW,
  LocalAuthListMaxLength: R,
  SendLocalListMaxLength: R,
  ChargeProfileMaxStackLevel: R,
  ChargingScheduleAllowedChargingRateUnit: R,
  ChargingScheduleMaxPeriods: R,
  MaxChargingProfilesInstalled: R,
};
/** What the certificate declares of the station. */
const DECLARED = {
  GetConfigurationMaxKeys: '27',
  NumberOfConnectors: '2',
  LocalAuthListMaxLength: '10',
  SendLocalListMaxLength: '10',
  ChargeProfileMaxStackLevel: '3',
  ChargingScheduleMaxPeriods: '10',
};
const KEY = '0123456789abcdef0123456789abcdef';

type Shown = { readonly key: string; readonly readonly: boolean; readonly value?: string };
type Configuration = {
  readonly configurationKey?: readonly Shown[];
  readonly unknownKey?: readonly string[];
};

it('TC_019_CS Retrieve configuration', () =>
  withStation({}, async (station) => {
    const profiles =
      'Core,FirmwareManagement,LocalAuthListManagement,Reservation,SmartCharging,RemoteTrigger';
    await station.expectCall(
      'GetConfiguration',
      { key: ['SupportedFeatureProfiles'] },
      { configurationKey: [{ key: 'SupportedFeatureProfiles', readonly: true, value: profiles }] },
    );

    const all = (await station.call('GetConfiguration', {})) as Configuration;
    expect(all.unknownKey ?? []).toEqual([]);
    const readonly = Object.fromEntries((all.configurationKey ?? []).map((it) => [it.key, it.readonly]));
    expect(readonly).toMatchObject(REQUIRED);
    const values = Object.fromEntries((all.configurationKey ?? []).map((it) => [it.key, it.value]));
    expect(values).toMatchObject(DECLARED);
    expect(readonly).not.toHaveProperty('MinimumStatusDuration');
    expect(readonly).not.toHaveProperty('AuthorizationCacheEnabled');

    const most = { key: ['GetConfigurationMaxKeys'] };
    const shown = [{ key: 'GetConfigurationMaxKeys', readonly: true, value: '27' }];
    await station.expectCall('GetConfiguration', most, { configurationKey: shown });
    const some = { key: ['HeartbeatInterval', 'NoSuchKey'] };
    await station.expectCall('GetConfiguration', some, {
      configurationKey: [{ key: 'HeartbeatInterval', readonly: false, value: '60' }],
      unknownKey: ['NoSuchKey'],
    });
  }));

it('TC_019_CS the AuthorizationKey is not disclosed', () =>
  withStation({}, async (station) => {
    const key = 'AuthorizationKey';
    await station.expectCall('ChangeConfiguration', { key, value: KEY }, { status: 'Accepted' });
    await station.pass_s(10);
    for (const asked of [{}, { key: [key] }]) {
      const answer = JSON.stringify(await station.call('GetConfiguration', asked));
      expect(answer.toLowerCase()).not.toContain(KEY);
    }
    station.takeSent();
  }));
