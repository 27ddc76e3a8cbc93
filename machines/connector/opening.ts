import { connectorSetup } from './setup.ts';

/**
 * Whether a contactor that was told to open at once has been seen open: before that nothing starts, since it
 * may be welded, and a welded one never leads to another start.
 */
export const opening = connectorSetup.createStateConfig({
  initial: 'none',
  description: 'Whether an opening is under way that is not confirmed yet.',
  meta: { waitsFor: '' },
  on: { OPENING: '.unconfirmed' },
  states: {
    none: { description: 'None.', meta: { waitsFor: '' } },
    unconfirmed: {
      description: 'The contactor was told to open at once: nothing starts before it is seen open.',
      meta: { waitsFor: 'the contactor to open' },
      on: {
        ENERGY_OFF: 'none',
        // Welded, a fault of its own is in force until it opens.
        POWER_FAULT: { guard: 'isWeld', target: 'none' },
        POWER_FAULT_CLEARED: { guard: 'isWeld', target: 'none' },
      },
    },
  },
});
