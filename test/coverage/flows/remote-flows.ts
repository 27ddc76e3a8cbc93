import { type CertifiedFlow, sectionOf } from '../certified-flow.ts';
import {
  ACCEPTED,
  asked,
  authorize,
  begins,
  is,
  never,
  plugs,
  REJECTED,
  readsKey,
  remoteStart,
  says,
  setAvailable,
  status,
  statuses,
  stops,
  swapping,
} from '../flow-words.ts';
import { any, range } from '../pattern.ts';

const FIXED = 'the cable is fixed';
const AUTHORIZED = authorize('$A', { where: ['AuthorizeRemoteTxRequests', 'true'] });
const unlock = (connectorId: '$N' | ReturnType<typeof range>) =>
  asked('UnlockConnector', { connectorId }, is('NotSupported'));
const reset = (type: 'Hard' | 'Soft') => asked('Reset', { type }, ACCEPTED);
const BOOTED = { answered: ACCEPTED };
const ENDED = any('Finishing', 'Preparing');

const remote = sectionOf('Core', '05 Remote Actions', [
  {
    id: 'TC_010_CS',
    name: 'Remote Start Charging Session - Cable Plugged in First',
    because: ['Core', 'PERF-3'],
    reason: 'part of Core; StartTransaction within 30 s of the request',
    steps: [
      readsKey('AuthorizeRemoteTxRequests'),
      plugs(),
      status('$N', 'Preparing'),
      remoteStart(ACCEPTED),
      AUTHORIZED,
      begins(),
    ],
  },
  {
    id: 'TC_011_1_CS',
    name: 'Remote Start Charging Session - Remote Start First',
    because: ['Core'],
    reason: 'part of Core',
    steps: [
      readsKey('AuthorizeRemoteTxRequests'),
      remoteStart(ACCEPTED),
      AUTHORIZED,
      status('$N', 'Preparing'),
      plugs(),
      begins(),
    ],
  },
  {
    id: 'TC_011_2_CS',
    name: 'Remote Start Charging Session - Time Out',
    because: ['Core'],
    reason: 'part of Core',
    steps: [
      readsKey('AuthorizeRemoteTxRequests'),
      remoteStart(ACCEPTED),
      AUTHORIZED,
      status('$N', 'Preparing'),
      status('$N', 'Available', { after: { key: 'ConnectionTimeOut' } }),
    ],
  },
  {
    id: 'TC_012_CS',
    name: 'Remote Stop Charging Session',
    because: ['Core', 'PERF-4'],
    reason: 'part of Core; StopTransaction within 30 s of the request',
    steps: [
      begins(),
      asked('RemoteStopTransaction', { transactionId: '$T' }, ACCEPTED),
      swapping(stops('Remote'), status('$N', 'Finishing')),
    ],
  },
]);

const resetting = sectionOf('Core', '06 Resetting', [
  {
    id: 'TC_013_CS',
    name: 'Hard Reset Without transaction',
    because: ['Core'],
    reason: 'part of Core; Unavailable outlives the reset',
    steps: [
      setAvailable('$N', 'Inoperative'),
      status('$N', 'Unavailable'),
      reset('Hard'),
      says('BootNotification', {}, BOOTED),
      statuses('Unavailable'),
      setAvailable('$N', 'Operative'),
      status('$N', 'Available'),
    ],
  },
  {
    id: 'TC_014_CS',
    name: 'Soft Reset Without Transaction',
    because: ['Core'],
    reason: 'part of Core; Unavailable outlives the reset',
    steps: [
      setAvailable('$N', 'Inoperative'),
      status('$N', 'Unavailable'),
      reset('Soft'),
      says('BootNotification', {}, { ...BOOTED, optional: true }),
      statuses('Unavailable', 'Available', { optional: true }),
      setAvailable('$N', 'Operative'),
      status('$N', 'Available'),
    ],
  },
  {
    id: 'TC_015_CS',
    name: 'Hard Reset With Transaction',
    because: ['Core'],
    reason: 'part of Core',
    steps: [
      begins(),
      reset('Hard'),
      // It could also follow the boot; this station sends it before, and then Finishing is asked for.
      swapping(stops('HardReset'), status('$N', 'Finishing')),
      says('BootNotification', {}, BOOTED),
      statuses(ENDED),
    ],
  },
  {
    id: 'TC_016_CS',
    name: 'Soft Reset With Transaction',
    because: ['Core'],
    reason: 'part of Core; StopTransaction before the restart (errata v3.0)',
    steps: [
      begins(),
      reset('Soft'),
      swapping(stops('SoftReset'), status('$N', 'Finishing')),
      says('BootNotification', {}, { ...BOOTED, optional: true }),
      statuses(ENDED, 'Available', { optional: true }),
    ],
  },
]);

const unlocking = sectionOf('Core', '07 Unlocking', [
  {
    id: 'TC_017_1_CS',
    name: 'Unlock connector - no charging session running (Not fixed cable)',
    applies: 'not-applicable',
    because: ['HFS-1', 'HFS-2'],
    reason: FIXED,
  },
  {
    id: 'TC_017_2_CS',
    name: 'Unlock connector - no charging session running (Fixed cable)',
    because: ['HFS-2'],
    reason: FIXED,
    steps: [unlock('$N')],
  },
  {
    id: 'TC_018_1_CS',
    name: 'Unlock Connector - With Charging Session (Not fixed cable)',
    applies: 'not-applicable',
    because: ['HFS-1'],
    reason: FIXED,
  },
  {
    id: 'TC_018_2_CS',
    name: 'Unlock Connector - With Charging Session (Fixed cable)',
    because: ['HFS-2'],
    reason: `${FIXED}: nothing is unlocked, and the transaction goes on`,
    steps: [begins(), unlock('$N'), never('StopTransaction', {}, 20)],
  },
]);

const nonHappy = [
  ...sectionOf('Core', '12 Remote Actions (non-happy)', [
    {
      id: 'TC_026_CS',
      name: 'Remote Start Charging Session - Rejected',
      because: ['Core'],
      reason: 'part of Core',
      keys: { LocalPreAuthorize: 'false' },
      steps: [begins(), remoteStart(REJECTED, { idTag: '$B' })],
    },
    {
      id: 'TC_027_CS',
      name: 'Remote start transaction - connector id shall not be 0',
      because: ['Core'],
      reason: 'part of Core',
      steps: [remoteStart(any(REJECTED, { callError: 'PropertyConstraintViolation' }), { connectorId: 0 })],
    },
    {
      id: 'TC_028_CS',
      name: 'Remote Stop Transaction - Rejected',
      because: ['Core'],
      reason: 'part of Core',
      steps: [
        begins(),
        asked('RemoteStopTransaction', { transactionId: '$U' }, REJECTED),
        never('StopTransaction', {}, 20),
      ],
    },
  ]),
  ...sectionOf('Core', '13 Unlocking (non-happy)', [
    {
      id: 'TC_030_CS',
      name: 'Unlock Connector - Unlock Failure',
      applies: 'not-applicable',
      because: ['HFS-1', 'HFS-2'],
      reason: `${FIXED}, there is no lock that could fail`,
    },
    {
      id: 'TC_031_CS',
      name: 'Unlock Connector - Unknown Connector',
      because: ['HFS-8'],
      reason: 'two connectors; NotSupported since errata v3.0',
      steps: [unlock(range(3))],
    },
  ]),
];

export const remoteFlows: readonly CertifiedFlow[] = [...remote, ...resetting, ...unlocking, ...nonHappy];
