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
  REJECTED,
  remoteStart,
  says,
  setAvailable,
  shows,
  status,
  statuses,
  swapping,
} from '../flow-words.ts';
import { type Fields, timeOf } from '../pattern.ts';

const PROFILE = 'the station has the profile';
const ZERO = 'the whole station can be reserved';
const OPTIONAL = { optional: true } as const;
const FAMILY = { answered: { idTagInfo: { status: 'Accepted', parentIdTag: '$P' } } };

const reserves = (fields: Fields = {}, answer: Fields = ACCEPTED) =>
  asked(
    'ReserveNow',
    { connectorId: '$N', idTag: '$A', reservationId: '$R', expiryDate: '$E', ...fields },
    answer,
  );
const reserved = status('$N', 'Reserved');
/** All others are Unavailable. */
const ONLY_N = [setAvailable('$O', 'Inoperative'), status('$O', 'Unavailable')];
const startsOnIt = begins({ reservationId: '$R' });
/** A session of another, that uses no reservation. */
const ANOTHER = [
  shows('$B'),
  authorize('$B', OPTIONAL),
  status('$N', 'Preparing'),
  plugs(),
  swapping(
    says('StartTransaction', { connectorId: '$N', idTag: '$B', reservationId: null }),
    status('$N', 'Charging'),
  ),
];
const refused = (answer: string, connectorId: 0 | '$N') => reserves({ connectorId }, is(answer));

const connector = sectionOf('Reservation', '21 Reservation', [
  {
    id: 'TC_046_1_CS',
    name: 'Reservation of a Connector - Local start transaction',
    because: ['Reservation', 'C-07'],
    reason: PROFILE,
    steps: [
      ...ONLY_N,
      reserves(),
      reserved,
      shows('$B'),
      never('Authorize', { idTag: '$B' }),
      shows('$A'),
      authorize('$A', OPTIONAL),
      status('$N', 'Preparing'),
      plugs(),
      startsOnIt,
    ],
  },
  {
    id: 'TC_046_2_CS',
    name: 'Reservation of a Connector - Remote start transaction',
    because: ['Reservation'],
    reason: PROFILE,
    steps: [
      reserves(),
      reserved,
      remoteStart(ACCEPTED),
      authorize('$A', OPTIONAL),
      status('$N', 'Preparing'),
      plugs(),
      startsOnIt,
    ],
  },
  {
    id: 'TC_047_CS',
    name: 'Reservation of a Connector - Expire',
    because: ['Reservation'],
    reason: PROFILE,
    steps: [
      ...ONLY_N,
      reserves(),
      reserved,
      status('$N', 'Available', { fields: { timestamp: timeOf('$E') } }),
      ...ANOTHER,
    ],
  },
  {
    id: 'TC_048_1_CS',
    name: 'Reservation of a Connector - Faulted',
    because: ['Reservation'],
    reason: `${PROFILE}; the laboratory has to be able to bring about a fault`,
    steps: [hand('fault', { connectorId: '$N' }), status('$N', 'Faulted'), refused('Faulted', '$N')],
  },
  {
    id: 'TC_048_2_CS',
    name: 'Reservation of a Connector - Occupied',
    because: ['Reservation'],
    reason: PROFILE,
    steps: [plugs(), status('$N', 'Preparing'), refused('Occupied', '$N')],
  },
  {
    id: 'TC_048_3_CS',
    name: 'Reservation of a Connector - Unavailable',
    because: ['Reservation'],
    reason: PROFILE,
    steps: [setAvailable('$N', 'Inoperative'), status('$N', 'Unavailable'), refused('Unavailable', '$N')],
  },
  {
    id: 'TC_048_4_CS',
    name: 'Reservation of a Connector - Rejected',
    applies: 'not-applicable',
    because: ['Reservation'],
    reason: 'the station takes reservations, and cannot be told to refuse them',
  },
]);

const station = sectionOf('Reservation', '21 Reservation', [
  {
    id: 'TC_049_CS',
    name: 'Reservation of a Charge Point - Transaction',
    because: ['R-1'],
    reason: ZERO,
    steps: [
      // Connector 0 is never Reserved (ed.2 7.7): the last free one is.
      ...ONLY_N,
      reserves({ connectorId: 0 }),
      reserved,
      shows('$A'),
      authorize('$A', OPTIONAL),
      status('$N', 'Preparing'),
      plugs(),
      startsOnIt,
    ],
  },
  {
    id: 'TC_050_1_CS',
    name: 'Reservation of a Charge Point - Faulted',
    because: ['R-1'],
    reason: `${ZERO}; the laboratory has to be able to bring about a fault`,
    steps: [hand('fault', { connectorId: 0 }), statuses('Faulted', 'Faulted'), refused('Faulted', 0)],
  },
  {
    id: 'TC_050_2_CS',
    name: 'Reservation of a Charge Point - Occupied',
    because: ['R-1'],
    reason: ZERO,
    steps: [
      plugs('$N'),
      status('$N', 'Preparing'),
      plugs('$O'),
      status('$O', 'Preparing'),
      refused('Occupied', 0),
    ],
  },
  {
    id: 'TC_050_3_CS',
    name: 'Reservation of a Charge Point - Unavailable',
    because: ['R-1'],
    reason: ZERO,
    steps: [
      setAvailable(0, 'Inoperative'),
      statuses('Unavailable', 'Unavailable'),
      refused('Unavailable', 0),
    ],
  },
  {
    id: 'TC_050_4_CS',
    name: 'Reservation of a Charge Point - Rejected',
    applies: 'not-applicable',
    because: ['R-1'],
    reason: ZERO,
  },
]);

const ending = sectionOf('Reservation', '21 Reservation', [
  {
    id: 'TC_051_CS',
    name: 'Cancel Reservation',
    because: ['Reservation'],
    reason: PROFILE,
    steps: [
      reserves(),
      reserved,
      asked('CancelReservation', { reservationId: '$R' }, ACCEPTED),
      status('$N', 'Available'),
      ...ANOTHER,
    ],
  },
  {
    id: 'TC_052_CS',
    name: 'Cancel Reservation - Rejected',
    because: ['Reservation'],
    reason: PROFILE,
    steps: [
      reserves(),
      reserved,
      asked('CancelReservation', { reservationId: '$S' }, REJECTED),
      // It stays: only A can use it.
      shows('$B'),
      shows('$A'),
      authorize('$A', OPTIONAL),
      status('$N', 'Preparing'),
      plugs(),
      startsOnIt,
    ],
  },
  {
    id: 'TC_053_1_CS',
    name: 'Use a reserved Connector with parentIdTag - Local',
    because: ['Reservation', 'C-07'],
    reason: PROFILE,
    steps: [
      ...ONLY_N,
      reserves({ parentIdTag: '$P' }),
      reserved,
      shows('$B'),
      authorize('$B', FAMILY),
      status('$N', 'Preparing'),
      plugs(),
      begins({ idTag: '$B', reservationId: '$R' }),
    ],
  },
  {
    id: 'TC_053_2_CS',
    name: 'Use a reserved Connector with parentIdTag - Remote',
    applies: 'not-applicable',
    because: ['C-07'],
    reason: 'the remote variant is for stations without a local start; the station does it all the same',
    steps: [
      reserves({ parentIdTag: '$P' }),
      reserved,
      remoteStart(ACCEPTED, { idTag: '$B' }),
      authorize('$B', FAMILY),
      status('$N', 'Preparing'),
      plugs(),
      begins({ idTag: '$B', reservationId: '$R' }),
    ],
  },
]);

export const reservationFlows: readonly CertifiedFlow[] = [...connector, ...station, ...ending];
