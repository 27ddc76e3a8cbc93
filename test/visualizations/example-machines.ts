import { and, assign, not, or, raise, setup, spawnChild, stateIn } from 'xstate';

export const relay = setup({}).createMachine({
  id: 'relay',
  description: 'A relay that confirms what it did.',
  initial: 'open',
  states: {
    open: { description: 'Open.', meta: { waitsFor: 'a command' }, on: { CLOSE: 'closed' } },
    closed: { description: 'Closed.', meta: { waitsFor: 'a command' }, on: { OPEN: 'open' } },
  },
});

/** A small outlet with everything a statechart can have, to be drawn and walked in tests. */
export const outlet = setup({
  types: {} as {
    context: { tries: number };
    events:
      | { type: 'CABLE_PLUGGED' | 'CABLE_UNPLUGGED' | 'CARD' | 'PERMIT' | 'REVOKE' | 'FAULT' | 'CLEARED' }
      | { type: 'FEEDBACK'; closed: boolean };
  },
  actors: { relay },
  actions: {
    coil: (_, _params: { closed: boolean }) => {},
    tell: (_, _params: { event: { type: string } }) => {},
    count: assign({ tries: ({ context }) => context.tries + 1 }),
    startRelay: spawnChild('relay', { id: 'relay-1' }),
    remindLater: raise({ type: 'REVOKE' }, { id: 'reminder', delay: 'patience' }),
  },
  guards: {
    closed: ({ event }) => event.type === 'FEEDBACK' && event.closed,
    exhausted: ({ context }) => context.tries > 2,
    healthy: stateIn({ health: 'ok' }),
  },
  delays: { plugTimeout: 60_000, confirmation: 500, patience: 1_000 },
}).createMachine({
  id: 'outlet',
  description: 'One outlet: a session beside the health of the hardware.',
  context: { tries: 0 },
  type: 'parallel',
  on: { '*': { actions: 'count' } },
  states: {
    session: {
      description: 'From the cable to the end of the charge.',
      meta: { waitsFor: '' },
      initial: 'idle',
      states: {
        idle: {
          description: 'No cable, no card.',
          meta: { waitsFor: 'a cable', clause: 'OCPP 1.6 ed.2 4.9' },
          entry: 'startRelay',
          on: {
            CABLE_PLUGGED: { target: 'charging', guard: and(['healthy', not('exhausted')]) },
            CARD: [{ guard: or(['exhausted', not(stateIn('#ok'))]) }, { target: 'waiting' }],
          },
        },
        waiting: {
          description: 'A card was shown, the cable is missing.',
          meta: { waitsFor: 'a cable' },
          tags: ['preparing'],
          after: {
            plugTimeout: {
              target: 'idle',
              actions: { type: 'tell', params: { event: { type: 'TIMEOUT' } } },
            },
          },
          on: { CABLE_PLUGGED: 'charging' },
        },
        charging: {
          description: 'Energy may flow.',
          meta: { waitsFor: '' },
          initial: 'closing',
          entry: [{ type: 'coil', params: { closed: true } }, 'remindLater'],
          exit: { type: 'coil', params: { closed: false } },
          on: { CABLE_UNPLUGGED: 'idle', FAULT: '.paused' },
          onDone: 'idle',
          states: {
            closing: {
              description: 'The contactor was told to close.',
              meta: { waitsFor: 'the mirror contact' },
              invoke: { src: 'relay', id: 'watch', onDone: 'closed', onError: 'failed' },
              after: { confirmation: 'failed' },
              on: { FEEDBACK: { guard: 'closed', target: 'closed' } },
            },
            closed: {
              description: 'The contactor is closed.',
              meta: { waitsFor: 'the vehicle to finish' },
              always: { guard: 'exhausted', target: 'failed' },
              on: { REVOKE: 'paused', PERMIT: { target: 'closed', reenter: true } },
            },
            paused: {
              description: 'Nothing is offered.',
              meta: { waitsFor: 'a permit' },
              on: { PERMIT: 'closing' },
            },
            failed: { type: 'final' },
            last: { type: 'history' },
          },
        },
      },
    },
    health: {
      description: 'Whether the hardware is well.',
      meta: { waitsFor: '' },
      initial: 'ok',
      states: {
        ok: { id: 'ok', description: 'Well.', meta: { waitsFor: '' }, on: { FAULT: 'faulted' } },
        faulted: {
          description: 'A fault is in force.',
          meta: { waitsFor: 'the fault to clear' },
          on: { CLEARED: { target: ['ok', '#outlet.session.charging.last'] } },
        },
      },
    },
  },
});
