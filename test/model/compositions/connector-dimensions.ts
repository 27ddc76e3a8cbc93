import type { OperationsOptions } from '../environment/operations.ts';
import type { PowerHardwareOptions } from '../environment/power-hardware.ts';
import type { StorageOptions } from '../environment/storage.ts';
import type { Dimensions } from './connector.ts';
import { BACK_IN_SERVICE, INTERLUDES, NEIGHBOUR, REFUSALS } from './connector-stimuli.ts';

const HARDWARE: PowerHardwareOptions = { defects: false, excess: false, pilotLoss: false, strangers: false };
const OPERATIONS: OperationsOptions = {
  limits: false,
  availability: false,
  faults: null,
  heat: false,
  emergencyStop: false,
  remoteStop: false,
  remoteStart: [],
  link: false,
  halt: false,
};
const STORAGE: StorageOptions = { failures: 0, prompt: true, interrupted: null };
/**
 * Plug, unplug, card A, Authorize and StartTransaction answered either way or never, energy, unplug, all
 * timers.
 */
const CHARGE: Dimensions = {
  hardware: HARDWARE,
  operations: OPERATIONS,
  cards: ['A'],
  storage: STORAGE,
  meterFailures: 0,
  configuration: {},
};

export type Composition = {
  readonly name: string;
  readonly scope: readonly string[];
  readonly dimensions: Dimensions;
};

const SAMPLES = { MeterValueSampleInterval: '60', StopTxnSampledData: 'Energy.Active.Import.Register' };

/** What is in every composition. */
const COMMON =
  'vehicle (A, B, C), contactor, board, current, card A, Authorize and StartTransaction answered or not';

const composition = (name: string, scope: string, dimensions: Partial<Dimensions>): Composition => ({
  name,
  scope: [`with ${COMMON}, timers`, `and ${scope}`],
  dimensions: { ...CHARGE, ...dimensions },
});

/**
 * All dimensions together have too many states; each of these is explored to its end. What one leaves out
 * does not happen in it.
 */
export const CONNECTOR_COMPOSITIONS: readonly Composition[] = [
  composition('power', 'limits 0 and 16 A, a contactor that sticks once and is repaired once', {
    hardware: { ...HARDWARE, defects: true },
    operations: { ...OPERATIONS, limits: true },
  }),
  composition('emergency stop', 'emergency stop, a contactor that sticks once and is repaired once', {
    hardware: { ...HARDWARE, defects: true },
    operations: { ...OPERATIONS, emergencyStop: true },
  }),
  composition('out of service', 'a fault of the board, pilot E, ChangeAvailability, too much current', {
    hardware: { ...HARDWARE, pilotLoss: true, excess: true },
    operations: { ...OPERATIONS, faults: 'OverVoltage', availability: true },
  }),
  composition('ground fault', 'ground fault and its retries', {
    operations: { ...OPERATIONS, faults: 'GroundFailure' },
  }),
  composition('strangers', 'pilot D, pilot E, a pilot without diode', {
    hardware: { ...HARDWARE, pilotLoss: true, strangers: true },
  }),
  composition('heat', '25, 65, 68 and 71 °C', {
    operations: { ...OPERATIONS, heat: true },
  }),
  composition('drivers', 'cards A and B, RemoteStart that has to be authorised', {
    cards: ['A', 'B'],
    operations: { ...OPERATIONS, remoteStart: ['ask'] },
  }),
  composition('link', 'the link lost and back, RemoteStart that the local rules accept', {
    operations: { ...OPERATIONS, link: true, remoteStart: ['accepted'] },
  }),
  composition('failing ports', 'RemoteStop, one commit that fails, one reading that fails', {
    operations: { ...OPERATIONS, remoteStop: true },
    storage: { ...STORAGE, failures: 1 },
    meterFailures: 1,
  }),
  composition('slow storage', 'commits answered any time later, one of them fails', {
    storage: { ...STORAGE, failures: 1, prompt: false },
  }),
  composition(
    'transaction goes on',
    'limits 0 and 16 A, StopTransactionOnEVSideDisconnect and StopTransactionOnInvalidId false',
    {
      operations: { ...OPERATIONS, limits: true },
      configuration: { StopTransactionOnEVSideDisconnect: 'false', StopTransactionOnInvalidId: 'false' },
    },
  ),
  composition('samples', 'MeterValueSampleInterval 60, one reading that fails', {
    meterFailures: 1,
    configuration: SAMPLES,
  }),
  composition('restart', 'a transaction that a power cut left open, an orderly stop, one commit that fails', {
    operations: { ...OPERATIONS, halt: true },
    storage: { ...STORAGE, failures: 1, interrupted: 1 },
    meterFailures: 1,
  }),
  composition('going down slowly', 'an orderly stop, commits answered any time later, one of them fails', {
    operations: { ...OPERATIONS, halt: true },
    storage: { ...STORAGE, failures: 1, prompt: false },
  }),
  composition('going down in an emergency', 'an orderly stop, the emergency stop', {
    operations: { ...OPERATIONS, halt: true, emergencyStop: true },
  }),
  composition('neighbour', 'a second connector that says of itself whatever it likes', { others: NEIGHBOUR }),
  composition(
    'refusals',
    'RemoteStart that is refused, a card shown again, a Reset; unknown cards refused offline',
    {
      configuration: { AllowOfflineTxForUnknownId: 'false' },
      others: REFUSALS,
    },
  ),
  composition(
    'back in service',
    'ChangeAvailability, RemoteStart accepted, to be authorised or refused, a reservation',
    {
      cards: [],
      operations: { ...OPERATIONS, availability: true, remoteStart: ['accepted', 'ask'] },
      others: BACK_IN_SERVICE,
    },
  ),
  composition('meter lost', 'one reading that fails, StopTransactionOnEVSideDisconnect false', {
    meterFailures: 1,
    configuration: { StopTransactionOnEVSideDisconnect: 'false' },
  }),
  composition('interludes', 'a reservation comes and goes, boundaries, changed keys', {
    configuration: SAMPLES,
    others: INTERLUDES,
  }),
];
