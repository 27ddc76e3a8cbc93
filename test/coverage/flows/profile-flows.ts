import { type CertifiedFlow, sectionOf } from '../certified-flow.ts';
import {
  ACCEPTED,
  asked,
  begins,
  is,
  never,
  plugs,
  prose,
  REJECTED,
  remoteStart,
  says,
  shows,
  status,
} from '../flow-words.ts';
import { any, plus, present } from '../pattern.ts';

const LISTS = 'the station has the profile';
const SECURE = 'the station has secure updates, so UpdateFirmware is answered NotSupported (L01.FR.20)';
const ENABLED = { LocalAuthListEnabled: 'true' };
const PREAUTHORIZED = { ...ENABLED, LocalPreAuthorize: 'true' };
const version = (listVersion: number | string) => asked('GetLocalListVersion', {}, { listVersion });
const sends = (listVersion: number, updateType: 'Full' | 'Differential', answer = ACCEPTED) =>
  asked('SendLocalList', { listVersion, updateType }, answer);
const listsA = (listVersion: ReturnType<typeof plus> | typeof present) =>
  asked(
    'SendLocalList',
    { listVersion, updateType: 'Full', localAuthorizationList: [{ idTag: '$A', idTagInfo: ACCEPTED }] },
    ACCEPTED,
  );

const lists = sectionOf('LocalAuthListManagement', '18 Local Authorization List', [
  {
    id: 'TC_008_1_CS',
    name: 'Regular Start Charging Session - Id in Local Authorization List',
    because: ['LocalAuthListManagement', 'C-07', 'ORS-12', 'ORS-13'],
    reason: `${LISTS}; the local one of its variants`,
    keys: PREAUTHORIZED,
    steps: [
      version('$v'),
      listsA(plus('$v', 1)),
      shows('$A'),
      never('Authorize'),
      status('$N', 'Preparing'),
      plugs(),
      begins(),
    ],
  },
  {
    id: 'TC_008_2_CS',
    name: 'Remote Start Charging Session - Id in Local Authorization List',
    applies: 'not-applicable',
    because: ['C-07'],
    reason: 'the remote variant is for stations without a local start; the station does it all the same',
    keys: PREAUTHORIZED,
    steps: [
      listsA(present),
      remoteStart(ACCEPTED),
      never('Authorize'),
      status('$N', 'Preparing'),
      plugs(),
      begins(),
    ],
  },
  {
    id: 'TC_042_1_CS',
    name: 'Get Local List Version (not supported)',
    applies: 'uncertain',
    because: ['LocalAuthListManagement'],
    reason: 'also for a station that lets LocalAuthListEnabled be false; others leave it out',
    keys: { LocalAuthListEnabled: 'false' },
    steps: [asked('GetLocalListVersion', {}, any({ listVersion: -1 }, { callError: 'NotSupported' }))],
  },
  {
    id: 'TC_042_2_CS',
    name: 'Get Local List Version (empty)',
    because: ['LocalAuthListManagement'],
    reason: `${LISTS}; 0 is an empty list (ed.2 5.10)`,
    keys: ENABLED,
    steps: [
      asked(
        'SendLocalList',
        { listVersion: 1, updateType: 'Full', localAuthorizationList: any([], null) },
        ACCEPTED,
      ),
      version(0),
    ],
  },
  {
    id: 'TC_043_1_CS',
    name: 'Send Local Authorization List - NotSupported',
    applies: 'not-applicable',
    because: ['LocalAuthListManagement'],
    reason: `${LISTS}; while LocalAuthListEnabled is false it answers so`,
    keys: { LocalAuthListEnabled: 'false' },
    steps: [
      asked(
        'SendLocalList',
        { updateType: 'Full', localAuthorizationList: present },
        any(is('NotSupported'), { callError: 'NotSupported' }),
      ),
    ],
  },
  {
    id: 'TC_043_2_CS',
    name: 'Send Local Authorization List - VersionMismatch',
    because: ['LocalAuthListManagement'],
    reason: LISTS,
    keys: ENABLED,
    steps: [
      sends(2, 'Full'),
      version(2),
      sends(5, 'Differential'),
      version(5),
      sends(4, 'Differential', is('VersionMismatch')),
      version(5),
    ],
  },
  {
    id: 'TC_043_3_CS',
    name: 'Send Local Authorization List - Failed',
    applies: 'uncertain',
    because: ['LocalAuthListManagement', 'ORS-12', 'ORS-13'],
    reason: 'needs a list that cannot be stored; others leave it out',
    keys: ENABLED,
    steps: [asked('SendLocalList', { updateType: 'Full', localAuthorizationList: present }, is('Failed'))],
  },
  {
    id: 'TC_043_CS',
    name: 'Send Local Authorization List',
    because: ['LocalAuthListManagement'],
    reason: LISTS,
    keys: ENABLED,
    steps: [
      asked(
        'SendLocalList',
        { listVersion: 1, updateType: 'Full', localAuthorizationList: [{ idTag: '$A' }, { idTag: '$B' }] },
        ACCEPTED,
      ),
      sends(2, 'Differential'),
    ],
  },
]);

const firmware = sectionOf('FirmwareManagement', '19 Firmware Management', [
  { id: 'TC_044_1_CS', name: 'Firmware Update - Download and Install', because: ['F-1'], reason: SECURE },
  { id: 'TC_044_2_CS', name: 'Firmware Update - Download Failed', because: ['F-1'], reason: SECURE },
  { id: 'TC_044_3_CS', name: 'Firmware Update - Installation Failed', because: ['F-1'], reason: SECURE },
]).map((flow): CertifiedFlow => ({ ...flow, applies: 'not-applicable' }));

const told = (now: string, optional?: true) =>
  says('DiagnosticsStatusNotification', { status: now }, optional ? { optional } : {});
const diagnostics = sectionOf('FirmwareManagement', '20 Diagnostics', [
  {
    id: 'TC_045_1_CS',
    name: 'Get Diagnostics',
    because: ['FirmwareManagement', 'ORS-16'],
    reason: LISTS,
    steps: [
      asked('GetDiagnostics', { location: present }, { fileName: present }),
      told('Uploading'),
      told('Uploaded'),
    ],
  },
  {
    id: 'TC_045_2_CS',
    name: 'Get Diagnostics - Upload Failed',
    because: ['FirmwareManagement'],
    reason: LISTS,
    steps: [
      asked('GetDiagnostics', { location: present, retries: 0 }, { fileName: present }),
      told('Uploading', true),
      told('UploadFailed'),
    ],
  },
]);

const trigger = (requestedMessage: string, fields = {}, answer = ACCEPTED) =>
  asked('TriggerMessage', { requestedMessage, ...fields }, answer);
const triggers = sectionOf('RemoteTrigger', '22 Remote Trigger', [
  {
    id: 'TC_054_CS',
    name: 'Trigger Message',
    because: ['RemoteTrigger', 'FirmwareManagement'],
    reason: LISTS,
    steps: [
      trigger('MeterValues', { connectorId: '$N' }),
      says('MeterValues', {
        connectorId: '$N',
        meterValue: [{ sampledValue: [{ context: 'Trigger' }] }],
      }),
      trigger('Heartbeat'),
      says('Heartbeat'),
      trigger('StatusNotification', { connectorId: '$N' }),
      status('$N', 'Available'),
      trigger('DiagnosticsStatusNotification'),
      told('Idle'),
      asked('TriggerMessage', { requestedMessage: 'FirmwareStatusNotification' }, is('Accepted')),
      says('FirmwareStatusNotification', { status: 'Idle' }),
      prose('NotImplemented would do for the last one: UpdateFirmware is refused'),
    ],
  },
  {
    id: 'TC_055_CS',
    name: 'Trigger Message - Rejected',
    because: ['RemoteTrigger', 'HFS-8'],
    reason: LISTS,
    steps: [trigger('MeterValues', { connectorId: 3 }, REJECTED)],
  },
]);

export const profileFlows: readonly CertifiedFlow[] = [...lists, ...firmware, ...diagnostics, ...triggers];
