import { type AnyStateMachine, createMachine, stateIn } from 'xstate';
import { type Registry, registry } from '../../machines/registry.ts';

type Implementations = Parameters<AnyStateMachine['provide']>[0];
const always = (): boolean => true;

/** The same machine with some guards that lie. */
const withGuards = <M extends AnyStateMachine>(machine: M, guards: object): M =>
  machine.provide({ guards } as Implementations) as M;
const withActions = <M extends AnyStateMachine>(machine: M, actions: object): M =>
  machine.provide({ actions } as Implementations) as M;
const withDelays = <M extends AnyStateMachine>(machine: M, delays: object): M =>
  machine.provide({ delays } as Implementations) as M;

/** The same machine with one state of its top level changed. */
const withState = <M extends AnyStateMachine>(machine: M, name: string, change: object): M => {
  const { states } = machine.config;
  const changed = { ...machine.config, states: { ...states, [name]: { ...states?.[name], ...change } } };
  return createMachine(changed as never, machine.implementations as never) as unknown as M;
};

export type PlantedBug = {
  /** Of a day that is known to show it. */
  readonly seed: number;
  readonly property: string;
  readonly registry: Registry;
};

/** Stations with a bug that stations have had, and the property that it violates. */
export const PLANTED_BUGS: Readonly<Record<string, PlantedBug>> = {
  'a contactor that does not open when the vehicle leaves state C': {
    seed: 1,
    property: 'S2',
    registry: {
      ...registry,
      contactor: withGuards(registry.contactor, { requesting: stateIn({ vehicle: 'present' }) }),
    },
  },
  'a contactor that waits ten seconds for the vehicle to stop': {
    seed: 6,
    property: 'S2',
    registry: { ...registry, contactor: withDelays(registry.contactor, { orderlyStop: 10_000 }) },
  },
  'a reader that takes every answer for a yes': {
    seed: 1,
    property: 'S11',
    registry: { ...registry, rfidSession: withGuards(registry.rfidSession, { answerAccepts: always }) },
  },
  'a connection that takes Pending for Accepted': {
    seed: 1,
    property: 'S6',
    registry: { ...registry, ocppConnection: withGuards(registry.ocppConnection, { saysAccepted: always }) },
  },
  'a transaction that takes the last reading for the first': {
    seed: 1,
    property: 'S4',
    registry: { ...registry, transaction: withActions(registry.transaction, { noteStartReading: () => {} }) },
  },
  'a connector that charges on after its idTag was refused': {
    seed: 2,
    property: 'S1',
    registry: { ...registry, connector: withGuards(registry.connector, { startRefused: () => false }) },
  },
  'a reservation that never expires': {
    seed: 2,
    property: 'L4',
    registry: {
      ...registry,
      reservation: withState(registry.reservation, 'held', { on: { GONE: 'gone', LOST: 'ending' } }),
    },
  },
  'an upload that a restart forgets': {
    seed: 50,
    property: 'L5',
    registry: { ...registry, logUpload: withGuards(registry.logUpload, { wasInterrupted: () => false }) },
  },
  'an upload whose end is not told where the central system was away': {
    seed: 19,
    property: 'L5',
    registry: {
      ...registry,
      logUpload: withState(registry.logUpload, 'reporting', {
        always: { target: 'forgetting' },
        initial: 'waiting',
      }),
    },
  },
  'firmware that is fetched while a vehicle charges': {
    seed: 14,
    property: 'S9',
    registry: { ...registry, firmwareUpdate: withGuards(registry.firmwareUpdate, { busy: () => false }) },
  },
  'firmware that is put in place whatever its signature': {
    seed: 7,
    property: 'S12',
    registry: { ...registry, firmwareUpdate: withGuards(registry.firmwareUpdate, { isValid: always }) },
  },
  'an update that a restart forgets': {
    seed: 4,
    property: 'L5',
    registry: { ...registry, firmwareUpdate: withGuards(registry.firmwareUpdate, { hasNone: always }) },
  },
  'a transaction that stores its end again and again': {
    seed: 1,
    property: 'L3',
    registry: { ...registry, transaction: withState(registry.transaction, 'storingEnd', { on: {} }) },
  },
  'a connector that lowers its limit late': {
    seed: 1,
    property: 'S10',
    registry: { ...registry, connector: withActions(registry.connector, { noteLimit: () => {} }) },
  },
};
