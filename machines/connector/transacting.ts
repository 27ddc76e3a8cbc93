import { and, not } from 'xstate';
import type { Fault } from '../vocabulary/status.ts';
import { connectorSetup } from './setup.ts';

type Args = { context: { control: { limit_A: number } } };
const permit = {
  type: 'toContactor',
  params: ({ context }: Args) => ({ type: 'PERMIT', limit_A: context.control.limit_A }) as const,
} as const;
const revoke = { type: 'toContactor', params: { type: 'REVOKE' } } as const;
const halt = { type: 'toTransaction', params: { type: 'HALT' } } as const;
const end = (reason: 'EVDisconnected' | 'DeAuthorized' | 'Other', immediate: boolean) =>
  ({ type: 'toTransaction', params: { type: 'END', reason, idTag: null, immediate } }) as const;
const METER_LOST: Fault = {
  errorCode: 'PowerMeterFailure',
  source: 'meter-lost',
  info: 'Energy meter does not answer',
};

/** A transaction exists. Whether energy flows is decided by the limit, the vehicle and the central system. */
export const transacting = connectorSetup.createStateConfig({
  initial: 'starting',
  description: 'A transaction runs here.',
  meta: { waitsFor: '' },
  entry: ['allocateTransaction', 'startTransaction'],
  always: [
    {
      guard: not('ok'),
      target: 'stopping.storing',
      actions: ['openContactor', 'noteOpening', end('Other', true)],
    },
    {
      guard: and(['unplugged', 'stopsOnUnplug']),
      target: 'stopping',
      actions: [end('EVDisconnected', false), revoke],
    },
  ],
  on: {
    STOP: [
      {
        guard: 'isImmediate',
        target: 'stopping.storing',
        actions: [
          'openContactor',
          'noteOpening',
          {
            type: 'toTransaction',
            params: ({ event }) => ({
              type: 'END',
              reason: event.reason,
              idTag: event.idTag,
              immediate: true,
            }),
          },
        ],
      },
      {
        target: 'stopping',
        actions: [
          {
            type: 'toTransaction',
            params: ({ event }) => ({
              type: 'END',
              reason: event.reason,
              idTag: event.idTag,
              immediate: false,
            }),
          },
          revoke,
        ],
      },
    ],
    START_ANSWERED: [
      {
        guard: and(['startRefused', 'stopsOnInvalidId']),
        target: 'stopping',
        actions: [end('DeAuthorized', false), revoke],
      },
      // C-03: no energy for an invalid idTag; the transaction stays open without it.
      { guard: 'startRefused', target: '.suspendedEVSE', actions: 'deauthorise' },
      { guard: 'isMyStart', actions: 'noteParent' },
    ],
    STORAGE_LOST: { target: 'stopping', actions: [end('Other', false), revoke] },
    METER_LOST: [
      // Unplugging ends this fault, and here nobody can unplug any more.
      { guard: 'unplugged', target: 'stopping', actions: [end('Other', false), revoke] },
      { actions: { type: 'addFaultOf', params: METER_LOST } },
    ],
    HALT: { target: 'stopping.halting', actions: ['noteHalt', revoke] },
    CONFIGURATION_CHANGED: { actions: { type: 'toTransaction', params: ({ event }) => event } },
    ALIGNED: { actions: { type: 'toTransaction', params: ({ event }) => event } },
  },
  states: {
    starting: {
      description: 'StartTransaction is being prepared and stored; no energy before that.',
      meta: { waitsFor: 'the energy meter and storage', clause: 'OCPP 1.6 ed.2 5.11' },
      on: {
        TRANSACTION_STARTED: [
          {
            guard: 'enoughCurrent',
            target: 'supplied',
            actions: { type: 'removeFaultOf', params: { source: 'meter' } },
          },
          { target: 'suspendedEVSE' },
        ],
        TRANSACTION_REFUSED: {
          target: '#connector.session.released',
          actions: ['addFaultOfRefusal', 'endTransaction', 'forgetTransaction'],
        },
        // What has not started does not start any more, also while an earlier contactor has yet to open.
        HALT: { target: '#connector.session.stopping.halting', actions: ['noteHalt', halt, revoke] },
      },
    },
    supplied: {
      initial: 'offering',
      description: 'The station permits energy.',
      meta: { waitsFor: '' },
      entry: permit,
      always: [
        { guard: 'unplugged', target: 'disconnected' },
        { guard: not('enoughCurrent'), target: 'suspendedEVSE' },
      ],
      on: { LIMIT: { actions: ['noteLimit', permit] } },
      states: {
        offering: {
          description: 'A current is offered; the contactor is not confirmed closed yet.',
          meta: { waitsFor: 'the vehicle to ask for energy' },
          on: { ENERGY_ON: 'charging', VEHICLE_IDLE: 'suspendedEV' },
        },
        resuming: {
          description: 'A current is offered again after a pause; the vehicle has not answered yet.',
          meta: { waitsFor: 'the vehicle to ask for energy', clause: 'OCPP 1.6 ed.2 4.9' },
          on: { ENERGY_ON: 'charging', VEHICLE_IDLE: 'suspendedEV' },
        },
        charging: {
          description: 'The contactor is closed.',
          meta: { waitsFor: '', clause: 'OCPP 1.6 ed.2 7.7 Charging' },
          on: { ENERGY_OFF: 'suspendedEV' },
        },
        suspendedEV: {
          description: 'The vehicle does not take what it is offered.',
          meta: { waitsFor: 'the vehicle to ask for energy', clause: 'errata 3.55' },
          on: { ENERGY_ON: 'charging' },
        },
      },
    },
    suspendedEVSE: {
      description:
        'The station does not permit energy: a limit under 6 A, or an idTag refused after the start.',
      meta: { waitsFor: 'a limit of at least 6 A', clause: 'errata 3.64' },
      entry: revoke,
      always: [
        { guard: 'unplugged', target: 'disconnected' },
        { guard: 'enoughCurrent', target: 'supplied.resuming' },
      ],
    },
    disconnected: {
      description:
        'Unplugged at the vehicle; the transaction goes on (StopTransactionOnEVSideDisconnect false).',
      meta: { waitsFor: 'the cable to be plugged again', clause: 'OCPP 1.6 ed.2 4.9' },
      entry: revoke,
      always: [
        { guard: and(['plugged', 'enoughCurrent']), target: 'supplied.suspendedEV' },
        { guard: 'plugged', target: 'suspendedEVSE' },
      ],
    },
  },
});
