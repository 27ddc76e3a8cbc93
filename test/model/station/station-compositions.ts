import { CHARGE_POINT } from '../../../machines/vocabulary/peer.ts';
import type { Stimulus } from '../environment.ts';
import type { Call } from './central-system.ts';
import type { Dimensions } from './surroundings.ts';

export type StationComposition = {
  readonly name: string;
  readonly scope: readonly string[];
  readonly dimensions: Dimensions;
  /** Only for `npm run check:deep`. */
  readonly deep?: boolean;
};
const CHARGES = { visits: true, asks: true, pauses: false, draws: false };
const DRAWS = { ...CHARGES, draws: true };
const PLUGS = { ...CHARGES, asks: false };
const NOBODY = { ...CHARGES, visits: false };
const BASE: Dimensions = {
  configuration: { MeterValueSampleInterval: '0' },
  vehicles: [CHARGES, CHARGES],
  edge: { fills: false, silences: false },
  people: { cards: ['A'], parentIdTag: null },
  central: { calls: [], refuses: false, loses: false, stops: false },
  board: { emergencyStop: false, faults: [] },
};
const TOMORROW = '1970-01-02T00:00:00.000Z';
const reserve = (connectorId: number, reservationId: number, idTag: string, parentIdTag?: string): Call => ({
  label: `ReserveNow ${reservationId}: connector ${connectorId} for ${parentIdTag ?? idTag}`,
  action: 'ReserveNow',
  payload: {
    connectorId,
    reservationId,
    idTag,
    expiryDate: TOMORROW,
    ...(parentIdTag === undefined ? {} : { parentIdTag }),
  },
});
const cancel = (reservationId: number): Call => ({
  label: `CancelReservation ${reservationId}`,
  action: 'CancelReservation',
  payload: { reservationId },
});
const reset = (type: 'Hard' | 'Soft'): Call => ({
  label: `Reset ${type}`,
  action: 'Reset',
  payload: { type },
});
const change = (connectorId: number, type: 'Operative' | 'Inoperative'): Call => ({
  label: `ChangeAvailability ${connectorId} ${type}`,
  action: 'ChangeAvailability',
  payload: { connectorId, type },
});
const remoteStart = (idTag: string): Call => ({
  label: `RemoteStart ${idTag}`,
  action: 'RemoteStartTransaction',
  payload: { idTag },
});
const remoteStartAt = (connectorId: number, idTag: string): Call => ({
  label: `RemoteStart ${idTag} at ${connectorId}`,
  action: 'RemoteStartTransaction',
  payload: { connectorId, idTag },
});
const profile = (connectorId: number, chargingProfilePurpose: string, limit: number): Call => ({
  label: `SetChargingProfile ${chargingProfilePurpose} ${connectorId} ${limit} A`,
  action: 'SetChargingProfile',
  payload: {
    connectorId,
    csChargingProfiles: {
      chargingProfileId: connectorId + 1,
      stackLevel: 0,
      chargingProfilePurpose,
      chargingProfileKind: 'Absolute',
      chargingSchedule: {
        startSchedule: '1970-01-01T00:00:00.000Z',
        chargingRateUnit: 'A',
        chargingSchedulePeriod: [{ startPeriod: 0, limit }],
      },
    },
  },
});

const toStation = (label: string, event: Stimulus['event']): Stimulus => ({
  label,
  to: CHARGE_POINT,
  event,
});
const dies = (actorId: string): Stimulus =>
  toStation(`${actorId} dies`, { type: `xstate.error.actor.${actorId}`, actorId });
/** What else a station hears, at any time. */
const CONTRADICTED = toStation('the central system contradicts the list', {
  type: 'LOCAL_LIST_CONTRADICTED',
});
const INTERLUDES: readonly Stimulus[] = [
  dies('connector-1'),
  dies('rfid-session'),
  toStation('a boundary', { type: 'ALARM', id: 'aligned', wall_ms: 0 }),
  toStation('ClockAlignedDataInterval changed', {
    type: 'CONFIGURATION_CHANGED',
    key: 'ClockAlignedDataInterval',
  }),
  toStation('HeartbeatInterval changed', { type: 'CONFIGURATION_CHANGED', key: 'HeartbeatInterval' }),
  toStation('a security event', { type: 'SECURITY_EVENT', security: { type: 'SettingSystemTime' } }),
  toStation('a new local list', { type: 'LOCAL_LIST_CHANGED' }),
  toStation('TriggerMessage MeterValues', { type: 'TRIGGERED', requestedMessage: 'MeterValues' }),
];

type Parts = {
  readonly [Name in 'people' | 'edge' | 'central' | 'board' | 'configuration']?: Partial<Dimensions[Name]>;
} & Pick<Partial<Dimensions>, 'vehicles' | 'others' | 'statuses'>;
const composition = (name: string, scope: string, parts: Parts): StationComposition => ({
  name,
  scope: [scope],
  dimensions: {
    configuration: { ...BASE.configuration, ...parts.configuration } as Dimensions['configuration'],
    vehicles: parts.vehicles ?? BASE.vehicles,
    edge: { ...BASE.edge, ...parts.edge },
    people: { ...BASE.people, ...parts.people },
    central: { ...BASE.central, ...parts.central },
    board: { ...BASE.board, ...parts.board },
    others: parts.others ?? [],
    ...(parts.statuses && { statuses: parts.statuses }),
  },
});

const STATION_10_A = profile(0, 'ChargePointMaxProfile', 10);
const OWN_8_A = profile(1, 'TxDefaultProfile', 8);
const CLEAR_PROFILES: Call = { label: 'ClearChargingProfile', action: 'ClearChargingProfile', payload: {} };
/** The real current limits; remote starts that need no Authorize. */
const LIMITED = { people: { cards: [], trusted: ['A', 'B'] }, edge: { limits: true } };

/** Each is explored to its end. What one leaves out does not happen in it. */
export const STATION_COMPOSITIONS: readonly StationComposition[] = [
  composition('two connectors', 'cards A and B, vehicles at both connectors', {
    people: { cards: ['A', 'B'] },
  }),
  composition('refused', 'StartTransaction refused, current at connector 1', {
    vehicles: [DRAWS, CHARGES],
    central: { refuses: true },
  }),
  composition('family', 'cards A and B of one parent', { people: { cards: ['A', 'B'], parentIdTag: 'P' } }),
  composition('remote start', 'RemoteStart of B anywhere; a vehicle at connector 1 that asks for no energy', {
    vehicles: [PLUGS, NOBODY],
    configuration: { AuthorizeRemoteTxRequests: 'true' },
    central: { calls: [remoteStart('B')] },
  }),
  composition(
    'reserved connector',
    'ReserveNow of connector 1 for A, cancelled; no vehicle asks for energy',
    {
      vehicles: [PLUGS, PLUGS],
      people: { cards: ['A', 'B'] },
      central: { calls: [reserve(1, 1, 'A'), cancel(1)] },
    },
  ),
  composition('reserved station', 'ReserveNow of connector 0 for A; no vehicle asks for energy', {
    vehicles: [PLUGS, PLUGS],
    people: { cards: ['A', 'B'] },
    central: { calls: [reserve(0, 1, 'A')] },
  }),
  composition(
    'reserved from afar',
    'ReserveNow of 0 for B and of 1 for A, RemoteStart of B to be authorised; a cable comes to connector 2',
    {
      vehicles: [NOBODY, PLUGS],
      people: { cards: [] },
      configuration: { AuthorizeRemoteTxRequests: 'true' },
      central: { calls: [reserve(0, 2, 'B'), reserve(1, 1, 'A'), remoteStart('B')] },
    },
  ),
  composition(
    'reservations end',
    'a fault, ChangeAvailability, a full disk, orderly stop; reserved anew, for a parent; no vehicle',
    {
      vehicles: [NOBODY, NOBODY],
      edge: { fills: true },
      central: {
        stops: true,
        calls: [
          reserve(1, 1, 'A'),
          reserve(1, 1, 'B'),
          reserve(0, 2, 'C', 'P'),
          change(1, 'Inoperative'),
          change(1, 'Operative'),
        ],
      },
      board: { faults: [1] },
    },
  ),
  composition('resets', 'Reset Hard and Soft, the link lost; current at connector 1, nobody at 2', {
    vehicles: [DRAWS, NOBODY],
    central: { loses: true, calls: [reset('Hard'), reset('Soft')] },
  }),
  composition('availability', 'ChangeAvailability of 0 and 1, Reset Soft; nobody at 2', {
    vehicles: [DRAWS, NOBODY],
    central: {
      calls: [
        reset('Soft'),
        change(0, 'Inoperative'),
        change(0, 'Operative'),
        change(1, 'Inoperative'),
        change(1, 'Operative'),
      ],
    },
  }),
  composition(
    'emergency stop',
    'emergency stop, orderly stop, a list that is contradicted; current at connector 1, nobody at 2',
    {
      others: [CONTRADICTED],
      vehicles: [DRAWS, NOBODY],
      central: { stops: true },
      board: { emergencyStop: true },
    },
  ),
  composition(
    'silent meter',
    'a meter that does not answer, orderly stop; current at connector 1, nobody at 2',
    {
      vehicles: [DRAWS, NOBODY],
      edge: { silences: true },
      central: { stops: true },
    },
  ),
  composition('full disk', 'a full disk, Reset Soft; a vehicle at connector 1 that asks for no energy', {
    vehicles: [PLUGS, NOBODY],
    edge: { fills: true },
    central: { calls: [reset('Soft')] },
  }),
  composition(
    'interludes',
    'actors that die, a fault of the station, boundaries, changed keys and lists, triggers; no vehicle',
    {
      vehicles: [NOBODY, NOBODY],
      central: { loses: true, stops: true, calls: [reset('Soft')] },
      board: { faults: [0] },
      others: INTERLUDES,
    },
  ),
  composition('statuses of a charge', 'the status reporter; a vehicle that pauses at connector 1', {
    vehicles: [{ ...CHARGES, pauses: true }, NOBODY],
    statuses: { timeouts: false, prompt: true },
  }),
  composition(
    'statuses out of service',
    'the status reporter, answered late; ChangeAvailability of 0 and 1, a fault; nobody',
    {
      people: { cards: [] },
      vehicles: [NOBODY, NOBODY],
      central: {
        calls: [
          change(0, 'Inoperative'),
          change(0, 'Operative'),
          change(1, 'Inoperative'),
          change(1, 'Operative'),
        ],
      },
      board: { faults: [1] },
      statuses: { timeouts: false, prompt: false },
    },
  ),
  composition(
    'statuses reserved',
    'the status reporter; ReserveNow, cancelled, a fault; connector 1 is plugged',
    {
      people: { cards: [] },
      vehicles: [PLUGS, NOBODY],
      central: { calls: [reserve(1, 1, 'A'), cancel(1)] },
      board: { faults: [1] },
      statuses: { timeouts: false, prompt: true },
    },
  ),
  composition('statuses offline', 'the status reporter, answered late or never; the link lost; nobody', {
    people: { cards: [] },
    vehicles: [NOBODY, NOBODY],
    central: { loses: true, calls: [change(1, 'Inoperative')] },
    statuses: { timeouts: true, prompt: false },
  }),
  composition('statuses unanswered', 'the status reporter, answered late or never; a fault, the link lost', {
    people: { cards: [] },
    vehicles: [NOBODY, NOBODY],
    central: { loses: true },
    board: { faults: [1] },
    statuses: { timeouts: true, prompt: false },
  }),
  composition(
    'current of a charge',
    'limits: ChargePointMaxProfile 10 A, TxDefaultProfile 8 A; an actor dies',
    {
      ...LIMITED,
      vehicles: [CHARGES, NOBODY],
      others: [dies('connector-1'), dies('current-limits')],
      central: { prompt: true, calls: [remoteStartAt(1, 'A'), STATION_10_A, OWN_8_A, CLEAR_PROFILES] },
    },
  ),
  composition('current shared', 'limits: ChargePointMaxProfile 10 A; two vehicles in turns, RemoteStart', {
    ...LIMITED,
    central: { prompt: true, calls: [remoteStartAt(1, 'A'), remoteStartAt(2, 'B'), STATION_10_A] },
  }),
  {
    ...composition('two connectors, deep', 'cards A and B, vehicles that pause and draw at both connectors', {
      vehicles: [
        { ...DRAWS, pauses: true },
        { ...DRAWS, pauses: true },
      ],
      people: { cards: ['A', 'B'] },
      central: { refuses: true },
    }),
    deep: true,
  },
  {
    ...composition(
      'going down, deep',
      'Reset Hard and Soft, the link lost, an orderly stop, the emergency stop; current at both connectors',
      {
        vehicles: [DRAWS, DRAWS],
        central: { loses: true, stops: true, calls: [reset('Hard'), reset('Soft')] },
        board: { emergencyStop: true },
      },
    ),
    deep: true,
  },
  {
    ...composition(
      'current shared, deep',
      'limits: ChargePointMaxProfile 10 and 20 A, TxDefaultProfile, cleared',
      {
        ...LIMITED,
        central: {
          prompt: true,
          calls: [
            remoteStartAt(1, 'A'),
            remoteStartAt(2, 'B'),
            STATION_10_A,
            profile(0, 'ChargePointMaxProfile', 20),
            OWN_8_A,
            CLEAR_PROFILES,
          ],
        },
      },
    ),
    deep: true,
  },
  {
    ...composition(
      'reservations, deep',
      'ReserveNow of 0 and 1, cancelled, RemoteStart of B, a fault, ChangeAvailability; vehicles charge',
      {
        configuration: { AuthorizeRemoteTxRequests: 'true' },
        people: { cards: ['A', 'B'] },
        central: {
          calls: [
            reserve(1, 1, 'A'),
            reserve(0, 2, 'B'),
            cancel(1),
            remoteStart('B'),
            change(1, 'Inoperative'),
            change(1, 'Operative'),
          ],
        },
        board: { faults: [1] },
      },
    ),
    deep: true,
  },
];
