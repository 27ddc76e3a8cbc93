import { registerChange, sampleMessage } from './messages.ts';
import { transactionSetup } from './setup.ts';

type Args = { context: { connectorId: number } };
const read = (purpose: 'sample' | 'register' | 'aligned') =>
  ({
    type: 'readMeter',
    params: ({ context }: Args) => ({ connectorId: context.connectorId, purpose }),
  }) as const;

/** StartTransaction is stored. Samples and the stored register run on schedules of their own. */
export const running = transactionSetup.createStateConfig({
  type: 'parallel',
  description: 'StartTransaction is stored; the register is sampled, and stored on a schedule of its own.',
  meta: { waitsFor: '', clause: 'OCPP 1.6 ed.2 4.7' },
  always: { guard: 'ending', target: 'poweringDown' },
  on: {
    END: { actions: 'noteEnd' },
    HALT: { target: 'halting' },
    COMMIT_FAILED: { actions: { type: 'tell', params: { type: 'STORAGE_LOST' } } },
  },
  states: {
    sampling: {
      initial: 'deciding',
      description: 'Sampled meter values, at MeterValueSampleInterval; 0 is off.',
      meta: { waitsFor: '' },
      // Here and not on the whole: an event that one region takes does not reach the parent of a parallel
      // state.
      on: {
        CONFIGURATION_CHANGED: { guard: 'sampleIntervalChanged', target: '.deciding' },
        ALIGNED: { actions: ['noteBoundary', read('aligned')] },
        METER_READ: {
          guard: 'isSample',
          actions: ['noteSample', { type: 'commit', params: sampleMessage }],
        },
      },
      states: {
        deciding: {
          description: 'Whether samples are configured.',
          meta: { waitsFor: '' },
          always: [{ guard: 'samples', target: 'waiting' }, { target: 'off' }],
        },
        off: { description: 'No samples are configured.', meta: { waitsFor: '' } },
        waiting: {
          description: 'Until the next sample. The timer restarts as it fires, so samples do not drift.',
          meta: { waitsFor: '' },
          after: { sampleInterval: { target: 'waiting', reenter: true, actions: read('sample') } },
        },
      },
    },
    register: {
      initial: 'storing',
      description: 'The register is stored on our own schedule, whatever the samples are.',
      meta: { waitsFor: '' },
      states: {
        storing: {
          description: 'Until the register is stored again. A sample stores it, too: then it waits anew.',
          meta: { waitsFor: '' },
          after: { registerInterval: { target: 'storing', reenter: true, actions: read('register') } },
          on: {
            METER_READ: [
              { guard: 'isSample', target: 'storing', reenter: true },
              { guard: 'isRegister', actions: ['noteReading', { type: 'commit', params: registerChange }] },
            ],
          },
        },
      },
    },
    meter: {
      initial: 'answering',
      description: 'Whether the meter answers.',
      meta: { waitsFor: '' },
      states: {
        answering: {
          description: 'The meter answers.',
          meta: { waitsFor: '' },
          on: { METER_FAILED: 'silent' },
        },
        silent: {
          initial: 'waiting',
          description: 'The meter does not answer; a charge without a meter ends after a while.',
          meta: { waitsFor: 'the energy meter' },
          on: {
            METER_READ: 'answering',
          },
          after: { meterSilence: { actions: { type: 'tell', params: { type: 'METER_LOST' } } } },
          states: {
            waiting: {
              description: 'Until it is asked again.',
              meta: { waitsFor: 'the energy meter' },
              after: { meterRetry: { target: 'waiting', reenter: true, actions: read('register') } },
            },
          },
        },
      },
    },
  },
});
