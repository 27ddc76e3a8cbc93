import { connectorSetup } from './setup.ts';

const resetLatch = {
  type: 'resetLatch',
  params: ({ context }: { context: { connectorId: number } }) => ({ connectorId: context.connectorId }),
} as const;
const own = { type: 'isGroundFault' } as const;

/**
 * The board has tripped on a ground fault and holds the contactor open until its latch is reset. A trip may
 * be a passing one: the latch is tried again by itself, but only a few times for one vehicle; whoever unplugs
 * starts afresh. The transaction that was running has ended and is not resumed.
 */
export const groundFault = connectorSetup.createStateConfig({
  initial: 'none',
  description: 'Whether the ground-fault protection has tripped, and how often it was tried again.',
  meta: { waitsFor: '' },
  states: {
    none: {
      description: 'The protection has not tripped.',
      meta: { waitsFor: '' },
      on: {
        FAULT: { guard: own, target: 'tripped' },
        CABLE_UNPLUGGED: { actions: 'forgetGroundRetries' },
      },
    },
    tripped: {
      initial: 'deciding',
      description: 'The protection has tripped.',
      meta: { waitsFor: '' },
      on: {
        FAULT_CLEARED: { guard: own, target: 'none' },
        CABLE_UNPLUGGED: { target: '.deciding', actions: ['forgetGroundRetries', resetLatch] },
      },
      states: {
        deciding: {
          description: 'Whether it may be tried again.',
          meta: { waitsFor: '' },
          always: [{ guard: 'mayRetryGround', target: 'waiting' }, { target: 'lockedOut' }],
        },
        waiting: {
          description: 'Until the latch is reset; it trips again at once while current leaks.',
          meta: { waitsFor: 'the next try, or the cable to be unplugged' },
          after: {
            groundFaultRetry: { target: 'deciding', actions: ['countGroundRetry', resetLatch] },
          },
        },
        lockedOut: {
          description: 'Tried often enough with this vehicle.',
          meta: { waitsFor: 'the cable to be unplugged' },
        },
      },
    },
  },
});
