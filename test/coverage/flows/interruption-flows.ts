import { type CertifiedFlow, sectionOf } from '../certified-flow.ts';
import {
  ACCEPTED,
  asked,
  begins,
  cuts,
  hand,
  is,
  never,
  plugs,
  restores,
  says,
  setAvailable,
  shows,
  starts,
  status,
  statuses,
  stops,
  swapping,
  unplugs,
} from '../flow-words.ts';
import { any, has, present, timeOf } from '../pattern.ts';

const LOCAL = any('Local', null);
const OFFLINE_KEYS = {
  LocalAuthorizeOffline: 'true',
  LocalAuthListEnabled: 'true',
  AllowOfflineTxForUnknownId: 'true',
};
const SAMPLED = { key: 'MeterValueSampleInterval' };
const lists = (idTag: string) =>
  asked('SendLocalList', { localAuthorizationList: has({ idTag, idTagInfo: ACCEPTED }) }, ACCEPTED);
const queued = says(
  'MeterValues',
  {
    transactionId: '$T',
    meterValue: [
      {
        timestamp: present,
        sampledValue: [{ context: any('Sample.Periodic', null), format: any('Raw', null) }],
      },
    ],
  },
  { spaced: SAMPLED },
);
const invalidStart = says(
  'StartTransaction',
  { idTag: '$X', connectorId: '$N' },
  { answered: { transactionId: '$T', idTagInfo: is('Invalid') } },
);

const power = sectionOf('Core', '14 Power Failure', [
  {
    id: 'TC_032_1_CS',
    name: 'Power failure boot charging point - configured to stop transaction(s) before going down',
    applies: 'not-applicable',
    because: ['AQ-7.1'],
    reason: 'nothing feeds the station once the power is gone',
  },
  {
    id: 'TC_032_2_CS',
    name: 'Power failure boot charging point - configured to stop transaction(s) (after going down)',
    because: ['AQ-7.2'],
    reason: 'transactions are ended after the power is back',
    steps: [
      begins(),
      hand('power off'),
      hand('power on'),
      says('BootNotification', {}, { answered: ACCEPTED }),
      swapping(
        status('$N', any('Finishing', 'Preparing', 'Charging')),
        status('$O', 'Available'),
        status(0, 'Available'),
        stops('PowerLoss'),
        status('$N', 'Finishing', { optional: true }),
      ),
    ],
  },
  {
    id: 'TC_034_CS',
    name: 'Power Failure with Unavailable Status',
    because: ['Core'],
    reason: 'part of Core',
    steps: [
      setAvailable(0, 'Inoperative'),
      statuses('Unavailable', 'Unavailable'),
      hand('power off'),
      hand('power on'),
      says('BootNotification', {}, { answered: ACCEPTED }),
      statuses('Unavailable', 'Unavailable'),
    ],
  },
]);

const offline = sectionOf('Core', '15 Offline Behavior', [
  {
    id: 'TC_036_CS',
    name: 'Connection Loss During Transaction',
    because: ['Core'],
    reason: 'part of Core',
    steps: [
      begins(),
      says('MeterValues', { transactionId: '$T' }),
      cuts(),
      restores({ atLeast: { ...SAMPLED, times: 3 } }),
      never('BootNotification'),
      queued,
      queued,
      queued,
      queued,
    ],
  },
  {
    id: 'TC_037_1_CS',
    name: 'Offline Start Transaction - Valid IdTag',
    because: ['C-01', 'C-02'],
    reason: 'idTags are authorised offline, unknown ones too',
    keys: OFFLINE_KEYS,
    steps: [
      lists('$A'),
      cuts(),
      plugs(),
      shows('$A'),
      restores(),
      swapping(starts({ timestamp: timeOf('hand') }), status('$N', 'Charging')),
    ],
  },
  {
    id: 'TC_037_2_CS',
    name: 'Offline Start Transaction - Invalid IdTag - StopTransactionOnInvalidId=false',
    because: ['C-01', 'C-02', 'C-03'],
    reason: 'idTags are authorised offline; a refused one gets no energy',
    keys: { ...OFFLINE_KEYS, StopTransactionOnInvalidId: 'false' },
    steps: [
      cuts(),
      plugs(),
      shows('$X'),
      restores(),
      invalidStart,
      status('$N', 'Charging', { optional: true }),
      status('$N', 'SuspendedEVSE'),
      never('StopTransaction', {}, 20),
    ],
  },
  {
    id: 'TC_037_3_CS',
    name: 'Offline Start Transaction - Invalid IdTag - StopTransactionOnInvalidId=true',
    because: ['C-01', 'C-02'],
    reason: 'idTags are authorised offline; a refused one ends its transaction',
    keys: { ...OFFLINE_KEYS, StopTransactionOnInvalidId: 'true' },
    steps: [
      cuts(),
      plugs(),
      shows('$X'),
      restores(),
      swapping(invalidStart, status('$N', 'Charging')),
      swapping(stops('DeAuthorized'), status('$N', 'Finishing')),
    ],
  },
  {
    id: 'TC_038_CS',
    name: 'Offline Stop Transaction',
    because: ['C-08'],
    reason: 'a card stops at the station',
    steps: [begins(), cuts(), shows('$A'), restores(), swapping(stops(LOCAL), status('$N', 'Finishing'))],
  },
  {
    id: 'TC_039_CS',
    name: 'Offline Transaction',
    because: ['C-01', 'C-02', 'C-08'],
    reason: 'a card starts and stops at the station, offline too',
    keys: OFFLINE_KEYS,
    steps: [
      lists('$A'),
      cuts(),
      plugs(),
      shows('$A'),
      shows('$A'),
      unplugs(),
      restores(),
      starts(),
      stops(LOCAL),
      never('StatusNotification'),
    ],
  },
]);

const fault = sectionOf('Core', '17 Fault Behavior', [
  {
    id: 'TC_041_CS',
    name: 'Fault Behavior',
    because: ['Core'],
    reason: 'part of Core; the laboratory has to be able to bring about a fault',
    steps: [
      hand('fault', { connectorId: '$N' }),
      status('$N', 'Faulted'),
      swapping(plugs(), shows('$A')),
      never('StartTransaction', {}, 30),
    ],
    besides: [
      { step: says('Authorize', { idTag: '$A' }), why: 'the reader also serves the other connector' },
      { step: status('$O', any('Preparing', 'Available')), why: 'which is offered, and not used' },
    ],
  },
]);

export const interruptionFlows: readonly CertifiedFlow[] = [...power, ...offline, ...fault];
