import { not } from 'xstate';
import { connectorSetup } from './setup.ts';

const powerDown = { type: 'toTransaction', params: { type: 'POWER_DOWN' } } as const;
const halt = { type: 'toTransaction', params: { type: 'HALT' } } as const;
const leave = ['endTransaction', 'forgetTransaction'] as const;

/** The transaction ends: first the power, then the register, then StopTransaction. */
export const stopping = connectorSetup.createStateConfig({
  initial: 'poweringDown',
  description: 'The transaction ends.',
  meta: { waitsFor: '' },
  on: {
    // Unplugged meanwhile: Finishing leaves at once.
    TRANSACTION_ENDED: { target: 'finishing', actions: leave },
    TRANSACTION_REFUSED: { target: 'released', actions: leave },
  },
  states: {
    poweringDown: {
      description: 'The permit has ended; the contactor opens when the vehicle has stopped drawing.',
      meta: { waitsFor: 'the contactor to open' },
      always: { guard: not('ok'), target: 'storing', actions: ['openContactor', 'noteOpening'] },
      on: {
        ENERGY_OFF: 'storing',
        STOP: { guard: 'isImmediate', target: 'storing', actions: ['openContactor', 'noteOpening'] },
      },
    },
    storing: {
      description: 'The last register is read and StopTransaction stored.',
      meta: { waitsFor: 'the energy meter and storage' },
      entry: powerDown,
    },
    recovering: {
      description: 'A transaction that was interrupted is ended from the records.',
      meta: { waitsFor: 'the energy meter and storage', clause: 'AQ-7.2' },
      entry: 'startTransaction',
    },
    halting: {
      initial: 'poweringDown',
      description: 'The station stops in order: the transaction stays open in the records.',
      meta: { waitsFor: '' },
      on: {
        TRANSACTION_HALTED: '#connector.session.halted',
        TRANSACTION_REFUSED: '#connector.session.halted',
      },
      states: {
        poweringDown: {
          description: 'The contactor opens when the vehicle has stopped drawing, at once on a fault.',
          meta: { waitsFor: 'the contactor to open' },
          always: { guard: not('ok'), target: 'storing', actions: ['openContactor', 'noteOpening'] },
          on: { ENERGY_OFF: 'storing', POWER_FAULT: 'storing', TRANSACTION_REFUSED: 'neverBegun' },
        },
        neverBegun: {
          description:
            'The transaction was refused before its start; the contactor is not confirmed open yet.',
          meta: { waitsFor: 'the contactor to open' },
          always: {
            guard: not('ok'),
            target: '#connector.session.halted',
            actions: ['openContactor', 'noteOpening'],
          },
          on: { ENERGY_OFF: '#connector.session.halted', POWER_FAULT: '#connector.session.halted' },
        },
        storing: {
          description: 'The register is being stored.',
          meta: { waitsFor: 'the energy meter and storage' },
          entry: halt,
          on: { TRANSACTION_STARTED: { actions: halt } },
        },
      },
    },
  },
});
