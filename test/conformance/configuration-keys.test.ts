import { describe, expect, it } from 'vitest';
import { withStation } from './tested-station.ts';

const REGISTER = 'Energy.Active.Import.Register';
/** What the certificate and OCPP 1.6 ed.2 9 with its errata let each ReadWrite key be, and not be. */
const WRITABLE: readonly (readonly [key: string, initial: string, good: string[], bad: string[]])[] = [
  ['AllowOfflineTxForUnknownId', 'false', ['true'], ['yes', '']],
  ['AuthorizeRemoteTxRequests', 'false', ['true'], ['1']],
  ['ClockAlignedDataInterval', '0', ['900', '86400'], ['-1', '86401', 'x']],
  ['ConnectionTimeOut', '60', ['1'], ['0', '-1']],
  [
    'ConnectorPhaseRotation',
    '0.NotApplicable,1.NotApplicable,2.NotApplicable',
    ['0.Unknown,1.RST,2.NotApplicable'],
    ['1.ABC', '3.RST'],
  ],
  ['HeartbeatInterval', '60', ['10', '59'], ['9', '61', '']],
  ['LocalAuthorizeOffline', 'true', ['false'], ['off']],
  ['LocalPreAuthorize', 'false', ['true'], ['off']],
  ['LocalAuthListEnabled', 'true', ['false'], ['off']],
  ['MessageTimeout', '30', ['10'], ['0', '-30']],
  ['MeterValuesAlignedData', REGISTER, [''], ['Voltage', `${REGISTER},Voltage`]],
  ['MeterValuesSampledData', REGISTER, [''], ['Power.Active.Import', `${REGISTER},Voltage`]],
  ['MeterValueSampleInterval', '60', ['0', '10'], ['9', '61', '-1', '1.5']],
  ['ResetRetries', '1', ['0', '3'], ['-1']],
  ['StopTransactionOnEVSideDisconnect', 'true', ['false'], ['0']],
  ['StopTransactionOnInvalidId', 'true', ['false'], ['0']],
  ['StopTxnAlignedData', '', [REGISTER], ['SoC', `${REGISTER},SoC`]],
  ['StopTxnSampledData', '', [REGISTER], ['SoC', `${REGISTER},SoC`]],
  ['TransactionMessageAttempts', '3', ['1'], ['0']],
  ['TransactionMessageRetryInterval', '60', ['0'], ['-1']],
  ['WebSocketPingInterval', '60', ['0', '120'], ['-1']],
  ['CpoName', '', ['Wallchart Operations'], ['x'.repeat(65)]],
];
/** Key, and a value that it could have if it could be changed. */
const READ_ONLY: readonly (readonly [key: string, value: string])[] = [
  ['GetConfigurationMaxKeys', '30'],
  ['MeterValuesAlignedDataMaxLength', '2'],
  ['MeterValuesSampledDataMaxLength', '2'],
  ['NumberOfConnectors', '1'],
  ['StopTransactionMaxMeterValues', '9'],
  ['StopTxnAlignedDataMaxLength', '2'],
  ['StopTxnSampledDataMaxLength', '2'],
  ['SupportedFeatureProfiles', 'Core'],
  ['UnlockConnectorOnEVSideDisconnect', 'true'],
  ['SupportedFileTransferProtocols', 'FTP'],
  ['LocalAuthListMaxLength', '20'],
  ['SendLocalListMaxLength', '20'],
  ['ReserveConnectorZeroSupported', 'false'],
  ['ChargeProfileMaxStackLevel', '4'],
  ['ChargingScheduleAllowedChargingRateUnit', 'Power'],
  ['ChargingScheduleMaxPeriods', '20'],
  ['MaxChargingProfilesInstalled', '20'],
  ['AdditionalRootCertificateCheck', 'true'],
  ['CertificateSignedMaxChainSize', '5000'],
  ['CertificateStoreMaxLength', '5'],
];

describe('ChangeConfiguration (OCPP 1.6 ed.2 5.3)', () => {
  it.each(WRITABLE)('%s starts as %j, can be %j and not %j', (key, initial, good, bad) =>
    withStation({}, async (station) => {
      const shows = (value: string) =>
        station.expectCall(
          'GetConfiguration',
          { key: [key] },
          { configurationKey: [{ key, readonly: false, value }] },
        );
      await shows(initial);
      for (const value of [...good, initial]) {
        await station.expectCall('ChangeConfiguration', { key, value }, { status: 'Accepted' });
        await shows(value);
      }
      for (const value of bad)
        await station.expectCall('ChangeConfiguration', { key, value }, { status: 'Rejected' });
      await shows(initial);
    }));

  it.each(READ_ONLY)('%s is read-only, and does not become %s', (key, value) =>
    withStation({}, async (station) => {
      const before = await station.call('GetConfiguration', { key: [key] });
      expect(before).toMatchObject({ configurationKey: [{ key, readonly: true }] });
      await station.expectCall('ChangeConfiguration', { key, value }, { status: 'Rejected' });
      expect(await station.call('GetConfiguration', { key: [key] })).toEqual(before);
    }));

  it('these are all keys of the station but the two that follow', () =>
    withStation({}, async (station) => {
      const all = (await station.call('GetConfiguration')) as { configurationKey: { key: string }[] };
      const here = [...WRITABLE, ...READ_ONLY].map(([key]) => key);
      const others = ['AuthorizationKey', 'SecurityProfile'];
      expect(all.configurationKey.map(({ key }) => key).sort()).toEqual([...here, ...others].sort());
    }));

  it('SecurityProfile goes up with an AuthorizationKey, over a new connection, and not without', () =>
    withStation({}, async (station) => {
      const raise = { key: 'SecurityProfile', value: '1' };
      await station.expectCall('ChangeConfiguration', raise, { status: 'Rejected' });
      const value = '00ff10a0b1c2d3e4f50a3a5c7e8f9001';
      const change = { key: 'AuthorizationKey', value };
      await station.expectCall('ChangeConfiguration', change, { status: 'Accepted' });
      await station.pass_s(10);
      station.centralSystem.password = Buffer.from(value, 'hex');
      await station.expectCall('ChangeConfiguration', raise, { status: 'Accepted' });
      await station.pass_s(10);
      expect(station.life.station.link.state).toBe('online');
      expect(station.centralSystem.refusedConnections).toBe(0);
    }));
});
