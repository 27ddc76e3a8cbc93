import { registerChange, startMessage, stopMessage } from './transaction/messages.ts';
import { running } from './transaction/running.ts';
import { transactionSetup } from './transaction/setup.ts';

const read = (purpose: 'start' | 'stop' | 'register') =>
  ({
    type: 'readMeter',
    params: ({ context }: { context: { connectorId: number } }) => ({
      connectorId: context.connectorId,
      purpose,
    }),
  }) as const;
const isFor = (purpose: 'start' | 'stop' | 'register') => ({ type: 'isFor', params: { purpose } }) as const;
const commitWas = (purpose: 'start' | 'stop' | 'register') =>
  ({ type: 'commitWas', params: { purpose } }) as const;

/**
 * One transaction, from the reading before its StartTransaction to the stored StopTransaction (OCPP 1.6 ed.2
 * 4.8, 4.10). It owns what is reported: registers, samples, reasons. Whether energy flows is its connector's
 * business.
 */
export const transaction = transactionSetup.createMachine({
  id: 'transaction',
  context: ({ input }) => ({
    id: input.id,
    connectorId: input.connectorId,
    owner: input.owner,
    records: input.records,
    control: { interrupted: input.interrupted, ending: null, powerDown: false },
    data: {
      idTag: input.idTag,
      parentIdTag: input.parentIdTag,
      reservationId: input.reservationId,
      meterStart_Wh: 0,
      last_Wh: 0,
      endIdTag: null,
      endedAt: null,
      samples: [],
      boundary_ms: 0,
      chargingProfile: input.chargingProfile,
    },
  }),
  description:
    'One transaction: what is reported of it, from the first reading to the stored StopTransaction.',
  meta: { waitsFor: '' },
  initial: 'beginning',
  states: {
    beginning: {
      description: 'New, or found open in the records after a restart.',
      meta: { waitsFor: '' },
      always: [{ guard: 'interrupted', target: 'readingEnd', actions: 'takeUp' }, { target: 'readingStart' }],
    },
    readingStart: {
      initial: 'asking',
      description: 'The register is read before the contactor closes; without a meter nothing starts.',
      meta: { waitsFor: 'the energy meter', clause: 'OCPP 1.6 ed.2 6.45 meterStart' },
      on: {
        METER_READ: { guard: isFor('start'), target: 'storingStart', actions: 'noteStartReading' },
        END: {
          target: 'refused',
          actions: { type: 'tell', params: { type: 'TRANSACTION_REFUSED', cause: 'ended' } },
        },
        // An orderly stop of the station: what has not started does not start any more.
        HALT: {
          target: 'refused',
          actions: { type: 'tell', params: { type: 'TRANSACTION_REFUSED', cause: 'ended' } },
        },
      },
      after: {
        meterBeforeStart: {
          target: 'refused',
          actions: { type: 'tell', params: { type: 'TRANSACTION_REFUSED', cause: 'meter' } },
        },
      },
      states: {
        asking: {
          description: 'The meter was asked.',
          meta: { waitsFor: 'the energy meter' },
          entry: read('start'),
          on: { METER_FAILED: { guard: isFor('start'), target: 'failed' } },
        },
        failed: {
          description: 'The meter did not answer; it is asked again.',
          meta: { waitsFor: 'the energy meter' },
          after: { meterRetry: 'asking' },
        },
      },
    },
    storingStart: {
      description: 'StartTransaction is being stored; only then may energy flow.',
      meta: { waitsFor: 'storage' },
      entry: { type: 'commit', params: startMessage },
      on: {
        COMMITTED: {
          guard: commitWas('start'),
          target: 'running',
          actions: { type: 'tell', params: { type: 'TRANSACTION_STARTED' } },
        },
        COMMIT_FAILED: {
          guard: commitWas('start'),
          target: 'refused',
          actions: { type: 'tell', params: { type: 'TRANSACTION_REFUSED', cause: 'storage' } },
        },
        END: { actions: 'noteEnd' },
        POWER_DOWN: { actions: 'notePowerDown' },
      },
    },
    running,
    poweringDown: {
      description: 'It ends: the last energy still flows until the contactor is open.',
      meta: { waitsFor: 'the contactor to open' },
      always: { guard: 'powerDown', target: 'readingEnd' },
      on: { POWER_DOWN: { actions: 'notePowerDown' } },
    },
    readingEnd: {
      description:
        'The register is read for meterStop; a silent meter is not waited for longer than a moment.',
      meta: { waitsFor: 'the energy meter', clause: 'OCPP 1.6 ed.2 6.47 meterStop' },
      entry: read('stop'),
      on: {
        METER_READ: { guard: isFor('stop'), target: 'storingEnd', actions: 'noteReading' },
        METER_FAILED: { guard: isFor('stop'), target: 'storingEnd' },
      },
      after: { meterBeforeStop: 'storingEnd' },
    },
    storingEnd: {
      initial: 'storing',
      description: 'StopTransaction is being stored, as often as it takes: it is never forgotten.',
      meta: { waitsFor: 'storage' },
      on: { COMMITTED: { guard: commitWas('stop'), target: 'ended' } },
      states: {
        storing: {
          description: 'The commit is on its way.',
          meta: { waitsFor: 'storage' },
          entry: { type: 'commit', params: stopMessage },
          on: { COMMIT_FAILED: { guard: commitWas('stop'), target: 'failed' } },
        },
        failed: {
          description: 'Storage refused (a full disk); tried again.',
          meta: { waitsFor: 'room in storage' },
          after: { storageRetry: 'storing' },
        },
      },
    },
    halting: {
      initial: 'reading',
      description: 'The station stops in order: the last reading is stored, and no StopTransaction.',
      meta: { waitsFor: 'the energy meter' },
      after: { meterBeforeStop: 'halted' },
      states: {
        reading: {
          description: 'The register is read.',
          meta: { waitsFor: 'the energy meter' },
          entry: read('register'),
          on: {
            METER_READ: { guard: isFor('register'), target: 'storing', actions: 'noteReading' },
            METER_FAILED: { guard: isFor('register'), target: '#transaction.halted' },
          },
        },
        storing: {
          description: 'The register is being stored.',
          meta: { waitsFor: 'storage' },
          entry: { type: 'commit', params: registerChange },
          on: { COMMITTED: '#transaction.halted', COMMIT_FAILED: '#transaction.halted' },
        },
      },
    },
    halted: {
      description:
        'The station stops in order: the register is stored, the transaction stays open in the records.',
      meta: { waitsFor: 'the end of the process' },
      entry: { type: 'tell', params: { type: 'TRANSACTION_HALTED' } },
    },
    // Not final, nor is `ended`: XState keeps something for every type of event it has ever seen, and
    // `xstate.done.actor.transaction-17` is a type of its own. The connector stops the actor.
    refused: {
      description: 'It never began.',
      meta: { waitsFor: '' },
    },
    ended: {
      description: 'StopTransaction is stored.',
      meta: { waitsFor: '' },
      entry: { type: 'tell', params: { type: 'TRANSACTION_ENDED' } },
    },
  },
});
