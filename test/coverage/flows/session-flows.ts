import { type CertifiedFlow, sectionOf } from '../certified-flow.ts';
import {
  ACCEPTED,
  asked,
  authorize,
  begins,
  hand,
  is,
  never,
  plugs,
  says,
  setsKey,
  shows,
  starts,
  status,
  statuses,
  stops,
  swapping,
  unplugs,
} from '../flow-words.ts';
import { any, present, range } from '../pattern.ts';

const NO_CACHE = 'the station has no authorisation cache';
const NO_CACHE_TO_CLEAR = `${NO_CACHE}; ClearCache is answered Rejected (errata v4.0)`;
const LOCAL = any('Local', null);

/** What drivers do while the station may not speak changes nothing. */
const MEANWHILE = [plugs(), unplugs(), shows('$A')].map((step) => ({ step, why: 'it may not be told' }));

const boot = sectionOf('Core', '01 Cold Boot', [
  {
    id: 'TC_001_CS',
    name: 'Cold Boot Charge Point',
    because: ['Core', 'ORS-6', 'ORS-7'],
    reason: 'every station boots',
    steps: [
      hand('power on'),
      says('BootNotification', {}, { answered: { status: 'Rejected', interval: '$x' } }),
      never(null),
      says('BootNotification', {}, { after: '$x', answered: { status: 'Accepted', interval: '$h' } }),
      statuses('Available'),
      says('Heartbeat', {}, { after: '$h', answered: { currentTime: present } }),
      says('Heartbeat', {}, { after: '$h' }),
    ],
    besides: MEANWHILE,
  },
  {
    id: 'TC_002_CS',
    name: 'Cold Boot Charge Point - Pending',
    because: ['Core'],
    reason: 'every station boots',
    steps: [
      hand('power on'),
      says('BootNotification', {}, { answered: { status: 'Pending', interval: '$x' } }),
      asked('GetConfiguration', { key: present }, { configurationKey: present }),
      asked('ChangeConfiguration', { key: present, value: present }, ACCEPTED),
      says('BootNotification', {}, { answered: { status: 'Accepted', interval: '$h' } }),
      statuses('Available'),
      says('Heartbeat', {}, { after: '$h', answered: { currentTime: present } }),
      says('Heartbeat', {}, { after: '$h' }),
    ],
    besides: MEANWHILE,
  },
]);

const start = sectionOf('Core', '02 Start Charging Session', [
  {
    id: 'TC_003_CS',
    name: 'Regular Charging Session - Plugin First',
    because: ['C-07', 'AQ-2'],
    reason: 'a card starts at the station, and no lock keeps the cable out before it',
    steps: [plugs(), status('$N', 'Preparing'), shows('$A'), authorize('$A'), begins()],
  },
  {
    id: 'TC_004_1_CS',
    name: 'Regular Charging Session - Identification First',
    because: ['C-07', 'ORS-4', 'ORS-5'],
    reason: 'a card starts at the station',
    keys: { MeterValueSampleInterval: range(10, 60) },
    steps: [shows('$A'), authorize('$A'), status('$N', 'Preparing'), plugs(), begins()],
  },
  {
    id: 'TC_004_2_CS',
    name: 'Regular Charging Session - Identification First - ConnectionTimeOut',
    because: ['C-07'],
    reason: 'a card starts at the station',
    steps: [
      shows('$A'),
      authorize('$A'),
      status('$N', 'Preparing'),
      status('$N', 'Available', { after: { key: 'ConnectionTimeOut' } }),
    ],
  },
]);

const stop = sectionOf('Core', '03 Stop Charging Session', [
  {
    id: 'TC_005_1_CS',
    name:
      'EV Side Disconnected - StopTransactionOnEVSideDisconnect=true - ' +
      'UnlockConnectorOnEVSideDisconnect=true',
    applies: 'not-applicable',
    because: ['HFS-1', 'HFS-2'],
    reason: 'the cable is fixed: there is nothing to unlock, the key is read-only false',
  },
  {
    id: 'TC_005_2_CS',
    name:
      'EV Side Disconnected - StopTransactionOnEVSideDisconnect=true - ' +
      'UnlockConnectorOnEVSideDisconnect=false',
    because: ['C-06.2', 'HFS-2', 'C-05'],
    reason: 'unplugging can end the authorisation, and the cable is fixed: straight to Available',
    keys: { StopTransactionOnEVSideDisconnect: 'true', UnlockConnectorOnEVSideDisconnect: 'false' },
    steps: [
      begins(),
      unplugs(),
      swapping(stops('EVDisconnected'), status('$N', 'Available')),
      asked('UnlockConnector', { connectorId: '$N' }, is('NotSupported')),
    ],
  },
  {
    id: 'TC_005_3_CS',
    name:
      'EV Side Disconnected - StopTransactionOnEVSideDisconnect=false - ' +
      'UnlockConnectorOnEVSideDisconnect=false',
    because: ['C-06.1'],
    reason: 'unplugging can leave the authorisation in force, so the key is ReadWrite',
    keys: { StopTransactionOnEVSideDisconnect: 'false', UnlockConnectorOnEVSideDisconnect: 'false' },
    steps: [
      begins(),
      unplugs(),
      status('$N', 'SuspendedEV'),
      asked('RemoteStopTransaction', { transactionId: '$T' }, ACCEPTED),
      swapping(status('$N', 'Available'), stops('Remote')),
    ],
  },
  {
    id: 'TC_068_CS',
    name: 'Stop transaction - IdTag in StopTransaction matches IdTag in StartTransaction',
    because: ['C-08', 'HFS-8', 'HFS-10'],
    reason: 'the card that started also stops',
    steps: [
      begins(),
      shows('$B'),
      authorize('$B', { optional: true }),
      never('StopTransaction'),
      shows('$A'),
      never('Authorize', { idTag: '$A' }),
      swapping(stops(LOCAL, { idTag: '$A' }), status('$N', 'Finishing')),
    ],
    besides: [
      { step: status('$O', any('Preparing', 'Available')), why: 'B is offered the other connector' },
      { step: shows('$B'), why: 'and gives it up again' },
    ],
  },
  {
    id: 'TC_069_CS',
    name: 'Stop transaction - ParentIdTag in StopTransaction matches ParentIdTag in StartTransaction',
    because: ['C-08', 'HFS-8', 'HFS-10'],
    reason: 'a card of the family stops, and one reader serves both connectors',
    steps: [
      authorize('$A', { answered: { idTagInfo: { status: 'Accepted', parentIdTag: '$P' } } }),
      begins(),
      plugs('$O'),
      shows('$B'),
      authorize('$B', { answered: { idTagInfo: { status: 'Accepted', parentIdTag: '$P' } } }),
      swapping(stops(LOCAL, { idTag: '$B' }), status('$N', 'Finishing')),
    ],
    besides: [{ step: status('$O', 'Preparing'), why: 'the connector not under test has to be occupied' }],
  },
]);

const cache = sectionOf('Core', '04 Cache', [
  {
    id: 'TC_007_1_CS',
    name: 'Regular Start Charging Session - Cached Id',
    because: ['C-04'],
    reason: NO_CACHE,
  },
  {
    id: 'TC_007_2_CS',
    name: 'Remote Start Charging Session - Cached Id',
    because: ['C-04'],
    reason: NO_CACHE,
  },
  {
    id: 'TC_061_1_CS',
    name: 'Clear Authorization Data in Authorization Cache - Local',
    because: ['C-04'],
    reason: NO_CACHE_TO_CLEAR,
  },
  {
    id: 'TC_061_2_CS',
    name: 'Clear Authorization Data in Authorization Cache - Remote',
    because: ['C-04'],
    reason: NO_CACHE_TO_CLEAR,
  },
]).map((flow): CertifiedFlow => ({ ...flow, applies: 'not-applicable' }));

const nonHappy = [
  ...sectionOf('Core', '10 Basic Actions (non-happy)', [
    {
      id: 'TC_023_4_CS',
      name: 'Start local Charging Session - Authorize invalid',
      because: ['C-07'],
      reason: 'a card starts at the station: the local one of its variants',
      keys: { LocalPreAuthorize: 'true' },
      steps: [
        shows('$X'),
        authorize('$X', { answered: { idTagInfo: is('Invalid') } }),
        plugs(),
        status('$N', 'Preparing'),
        never('StartTransaction', {}, 20),
      ],
    },
  ]),
  ...sectionOf('Core', '11 Basic Actions (non-happy 2)', [
    {
      id: 'TC_023_5_CS',
      name: 'Start remote Charging Session - Authorize invalid',
      applies: 'not-applicable',
      because: ['C-07'],
      reason: 'the remote variant is for stations without a local start; the station does it all the same',
      keys: { AuthorizeRemoteTxRequests: 'true' },
      steps: [
        asked('RemoteStartTransaction', { connectorId: '$N', idTag: '$X' }, ACCEPTED),
        authorize('$X', { answered: { idTagInfo: is('Invalid') } }),
        plugs(),
        status('$N', 'Preparing'),
        never('StartTransaction', {}, 20),
      ],
    },
    {
      id: 'TC_024_CS',
      name: 'Start Charging Session - Lock Failure',
      applies: 'not-applicable',
      because: ['HFS-1', 'AQ-2'],
      reason: 'the cable is fixed, no lock can fail',
    },
  ]),
];

const old = sectionOf('Core', 'older tool versions', [
  {
    id: 'LEGACY_ONE_READER_MULTIPLE_CONNECTORS',
    name: 'One reader for multiple connectors (case of older tool versions; number believed to be TC_006)',
    applies: 'uncertain',
    because: ['HFS-8', 'HFS-10', 'AQ-5'],
    reason: 'not in the list of today, but exactly the layout of this station',
    steps: [
      shows('$A'),
      authorize('$A'),
      // Preparing: with the card or with the cable, both begin the use of a connector (ed.2 4.9, A2).
      swapping(plugs(1), status(1, 'Preparing')),
      swapping(starts({ connectorId: 1 }), status(1, 'Charging')),
      shows('$B'),
      authorize('$B'),
      swapping(plugs(2), status(2, 'Preparing')),
      swapping(
        says('StartTransaction', { connectorId: 2, idTag: '$B' }, { answered: { transactionId: '$T2' } }),
        status(2, 'Charging'),
      ),
      shows('$A'),
      swapping(stops(LOCAL), status(1, 'Finishing')),
      unplugs(1),
      status(1, 'Available'),
      shows('$B'),
      swapping(stops(LOCAL, { transactionId: '$T2' }), status(2, 'Finishing')),
      unplugs(2),
      status(2, 'Available'),
    ],
  },
  {
    id: 'LEGACY_IDLE_CHARGE_POINT',
    name: 'Idle Charge Point (case of older tool versions; number believed to be TC_035)',
    applies: 'uncertain',
    because: ['ORS-6'],
    reason: 'not in the list of today',
    steps: [
      setsKey('HeartbeatInterval', '10'),
      says('Heartbeat'),
      hand('link', { state: 'down' }),
      hand('link', { state: 'up' }),
      never('BootNotification'),
      says('Heartbeat'),
    ],
  },
]);

export const sessionFlows: readonly CertifiedFlow[] = [
  ...boot,
  ...start,
  ...stop,
  ...cache,
  ...nonHappy,
  ...old,
];
