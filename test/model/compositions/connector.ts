import type { AnyActorLogic, AnyMachineSnapshot, AnyStateMachine } from 'xstate';
import { provide } from '../../../actors/charge-point.ts';
import type { Registry } from '../../../machines/registry.ts';
import {
  CHARGE_POINT,
  connectorActor,
  contactorActor,
  RFID_SESSION,
  transactionActor,
} from '../../../machines/vocabulary/peer.ts';
import { trapControl } from '../../machine-lint/control-trap.ts';
import { authorisation } from '../environment/authorisation.ts';
import { type EnergyMeter, energyMeter } from '../environment/energy-meter.ts';
import { type Operations, type OperationsOptions, operations } from '../environment/operations.ts';
import {
  type PowerHardware,
  type PowerHardwareOptions,
  powerHardware,
} from '../environment/power-hardware.ts';
import { type Storage, type StorageOptions, storage } from '../environment/storage.ts';
import { anyTime, environmentOf, type Part, type Stimulus } from '../environment.ts';
import type { PowerFacts, PowerStep } from '../properties.ts';
import type { StepRecord, World } from '../system.ts';
import { stationOf } from './charge-point-stub.ts';
import { recordingPorts } from './recording-ports.ts';
import { type ConfigurationKey, stationRecords } from './station-records.ts';

export const CONNECTOR_ID = 1;
const CONNECTOR = connectorActor(CONNECTOR_ID);
const CONTACTOR = contactorActor(CONNECTOR_ID);
/** The current that is allowed when it is not 0. */
export const LIMIT_A = 16;

/** What may happen in a run; what is left out never happens. */
export type Dimensions = {
  readonly hardware: PowerHardwareOptions;
  readonly operations: OperationsOptions;
  readonly cards: readonly string[];
  readonly storage: StorageOptions;
  readonly meterFailures: number;
  readonly configuration: Partial<Record<ConfigurationKey, string>>;
  readonly others?: readonly Stimulus[];
};

export type Surroundings = {
  readonly hardware: PowerHardware;
  readonly storage: Storage;
  readonly meter: EnergyMeter;
  readonly authorisation: object;
  readonly operations: Operations;
  readonly others: object;
};

/** The same machines, but a guard or a delay that reads `context.data` throws. */
const trapped = (registry: Registry): Registry => {
  const { contactor, transaction, connector, rfidSession } = registry;
  return {
    ...registry,
    contactor: trapControl(contactor),
    transaction: trapControl(transaction),
    connector: trapControl(connector),
    rfidSession: trapControl(rfidSession),
  };
};

/**
 * The station of one connector: real connector, contactor, transaction and card reader as the glue provides
 * them.
 */
export function connectorStation(
  registry: Registry,
  ports: Parameters<typeof provide>[1] = recordingPorts(() => undefined),
): AnyStateMachine {
  const { actors } = provide(trapped(registry), ports).implementations as {
    actors: Record<'connector' | 'rfidSession', AnyActorLogic>;
  };
  return stationOf(actors.connector, actors.rfidSession);
}

export const recordsOf = (dimensions: Dimensions) =>
  stationRecords(1, dimensions.configuration, dimensions.storage.interrupted);

export const surroundings = (dimensions: Dimensions): Part<Surroundings> =>
  environmentOf({
    hardware: powerHardware(CONNECTOR_ID, dimensions.hardware),
    storage: storage(CONNECTOR_ID, dimensions.storage),
    meter: energyMeter(CONNECTOR_ID, dimensions.meterFailures),
    authorisation: authorisation(dimensions.cards, REQUESTERS),
    operations: operations(CONNECTOR_ID, dimensions.operations, LIMIT_A),
    others: anyTime(dimensions.others ?? []),
  });

const snapshotOf = (world: World, id: string): AnyMachineSnapshot =>
  world.actors.get(id)?.state as AnyMachineSnapshot;

const shown = new WeakMap<AnyMachineSnapshot, Pick<PowerFacts, 'supplied' | 'operative' | 'faulted'>>();
/** How the connector shows itself; remembered, for the model asks at every step. */
export function shownBy(connector: AnyMachineSnapshot) {
  const known = shown.get(connector);
  if (known) return known;
  const facts = {
    supplied: connector.matches({ session: { transaction: 'supplied' } }),
    operative: !connector.matches({ availability: 'inoperative' }),
    faulted: connector.matches({ condition: 'faulted' }),
  };
  shown.set(connector, facts);
  return facts;
}

/** The facts that S1 and S2 speak of. */
export function powerFacts(
  world: World,
  { hardware, storage: stored, operations: asked }: Surroundings,
): PowerFacts {
  return {
    connectorId: CONNECTOR_ID,
    pilot: hardware.pilot,
    mirrorClosed: hardware.mirror,
    currentFlows: hardware.current !== 'none',
    boardFault: asked.fault,
    emergencyStop: asked.emergencyStop,
    coilClosed: hardware.coil,
    offer_A: hardware.offer_A,
    limit_A: asked.limit_A,
    transactionOpen: stored.open !== null && world.actors.has(transactionActor(stored.open)),
    authorisationEnded: stored.refused || asked.stopAsked,
    ...shownBy(snapshotOf(world, CONNECTOR)),
    goingDown: asked.halted,
    timers: world.timers.filter(({ actor }) => actor === CONTACTOR),
  };
}

export function powerStep(before: PowerFacts, record: StepRecord, after: PowerFacts): PowerStep {
  const { effects, armed } = record;
  return {
    before,
    after,
    closes: effects.some(({ port, params }) => port === 'coil' && (params as { closed: boolean }).closed),
    starts: effects.some(
      ({ port, params }) => port === 'commit' && (params as { purpose: string }).purpose === 'start',
    ),
    armed: armed.filter(({ actor }) => actor === CONTACTOR).map(({ timer }) => timer),
  };
}

export const STATION = CHARGE_POINT;
/** Actors that number their CALLs. */
export const REQUESTERS = [RFID_SESSION, CONNECTOR];
