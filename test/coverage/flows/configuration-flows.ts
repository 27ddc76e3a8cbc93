import { type CertifiedFlow, sectionOf } from '../certified-flow.ts';
import { asked, is, REJECTED, readsKey, SESSION, says, setsKey } from '../flow-words.ts';
import { aligned, any, has, including, none, present, range } from '../pattern.ts';

const SAMPLED = 'MeterValueSampleInterval';
const ALIGNED = 'ClockAlignedDataInterval';
/** Keys of ed.2 9 that every station of these profiles has to have. */
const REQUIRED = [
  'AuthorizeRemoteTxRequests ClockAlignedDataInterval ConnectionTimeOut ConnectorPhaseRotation',
  'GetConfigurationMaxKeys HeartbeatInterval LocalAuthorizeOffline LocalPreAuthorize MeterValuesAlignedData',
  'MeterValuesSampledData MeterValueSampleInterval NumberOfConnectors ResetRetries',
  'StopTransactionOnEVSideDisconnect StopTransactionOnInvalidId StopTxnAlignedData StopTxnSampledData',
  'SupportedFeatureProfiles TransactionMessageAttempts TransactionMessageRetryInterval',
  'UnlockConnectorOnEVSideDisconnect LocalAuthListEnabled LocalAuthListMaxLength SendLocalListMaxLength',
  'ChargeProfileMaxStackLevel ChargingScheduleAllowedChargingRateUnit ChargingScheduleMaxPeriods',
  'MaxChargingProfilesInstalled',
].flatMap((line) => line.split(' '));

const sample = (timestamp: ReturnType<typeof aligned> | typeof present, context: string) => [
  {
    timestamp,
    sampledValue: [
      {
        context,
        measurand: any('Energy.Active.Import.Register', null),
        format: any('Raw', null),
        location: any(none('EV'), null),
      },
    ],
  },
];
const periodic = {
  connectorId: '$N',
  transactionId: '$T',
  meterValue: sample(present, 'Sample.Periodic'),
};
const onTheClock = {
  connectorId: '$N',
  transactionId: '$T',
  meterValue: sample(aligned(ALIGNED), 'Sample.Clock'),
};

const keys = sectionOf('Core', '08 Configuration', [
  {
    id: 'TC_019_CS',
    name: 'Retrieve configuration',
    because: ['Core', 'ORS-1', 'ORS-2', 'ORS-3', 'ORS-9', 'ORS-10'],
    reason: 'part of Core; at most 27 keys a request',
    steps: [
      asked(
        'GetConfiguration',
        { key: ['SupportedFeatureProfiles'] },
        {
          unknownKey: any([], null),
          configurationKey: [{ key: 'SupportedFeatureProfiles', value: including('Core') }],
        },
      ),
      asked(
        'GetConfiguration',
        { key: any([], null) },
        {
          configurationKey: has(...REQUIRED.map((key) => ({ key }))),
        },
      ),
      asked(
        'GetConfiguration',
        { key: ['GetConfigurationMaxKeys'] },
        {
          configurationKey: [{ key: 'GetConfigurationMaxKeys', readonly: true, value: '27' }],
        },
      ),
      asked('GetConfiguration', { key: present }, { configurationKey: present }),
    ],
  },
  {
    id: 'TC_021_CS',
    name: 'Change/set Configuration',
    because: ['ORS-4', 'ORS-5'],
    reason: 'part of Core',
    steps: [
      setsKey(SAMPLED, '$V'),
      asked('GetConfiguration', { key: [SAMPLED] }, { configurationKey: [{ key: SAMPLED, value: '$V' }] }),
    ],
  },
]);

const metering = sectionOf('Core', '09 Meter Values', [
  {
    id: 'TC_070_CS',
    name: 'Sampled Meter Values',
    because: ['C-09.1', 'ORS-3', 'ORS-4'],
    reason: 'samples of Energy.Active.Import.Register, the one measurand there is',
    keys: { [SAMPLED]: range(10, 60), [ALIGNED]: '0' },
    steps: [
      readsKey('MeterValuesSampledData'),
      ...SESSION,
      says('MeterValues', periodic),
      says('MeterValues', periodic, { spaced: { key: SAMPLED } }),
      says('MeterValues', periodic, { spaced: { key: SAMPLED } }),
    ],
  },
  {
    id: 'TC_071_CS',
    name: 'Clock-aligned Meter Values',
    because: ['C-09.2', 'ORS-2'],
    reason: 'clock-aligned values; MeterValueSampleInterval takes 0',
    keys: { [SAMPLED]: '0', [ALIGNED]: range(1) },
    steps: [
      readsKey('MeterValuesAlignedData'),
      ...SESSION,
      says('MeterValues', onTheClock),
      says('MeterValues', onTheClock, { spaced: { key: ALIGNED } }),
      says('MeterValues', onTheClock, { spaced: { key: ALIGNED } }),
    ],
  },
]);

const nonHappy = sectionOf('Core', '16 Configuration Keys (non-happy)', [
  {
    id: 'TC_040_1_CS',
    name: 'Configuration key - NotSupported',
    because: ['Core'],
    reason: 'part of Core',
    steps: [setsKey('Testing', 'true', is('NotSupported'))],
  },
  {
    id: 'TC_040_2_CS',
    name: 'Configuration key - Invalid value',
    because: ['ORS-4'],
    reason: 'part of Core',
    steps: [setsKey(SAMPLED, '-1', any(REJECTED, { callError: 'PropertyConstraintViolation' }))],
  },
]);

const transfer = sectionOf('Core', '24 Data Transfer', [
  {
    id: 'TC_062_CS',
    name: 'Data Transfer to a Charge Point',
    because: ['Core'],
    reason: 'part of Core',
    steps: [
      asked(
        'DataTransfer',
        { vendorId: present },
        {
          status: any('UnknownVendorId', 'Rejected', 'UnknownMessageId'),
          data: null,
        },
      ),
    ],
  },
]);

export const configurationFlows: readonly CertifiedFlow[] = [...keys, ...metering, ...nonHappy, ...transfer];
