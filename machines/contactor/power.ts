import { and, not } from 'xstate';
import type { Fault } from '../vocabulary/status.ts';
import { type ContactorContext, contactorSetup } from './setup.ts';

export const WELD: Fault = {
  errorCode: 'PowerSwitchFailure',
  source: 'weld',
  info: 'Contactor does not open',
};
export const NOT_CLOSING: Fault = {
  errorCode: 'PowerSwitchFailure',
  source: 'not-closing',
  info: 'Contactor does not close',
};
export const OVERCURRENT: Fault = {
  errorCode: 'OverCurrentFailure',
  source: 'overcurrent',
  info: 'Vehicle draws more than it is offered',
};

type Args = { context: ContactorContext };
const offer = {
  type: 'pilot',
  params: ({ context: { connectorId, control } }: Args) => ({
    connectorId,
    limit_A: control.permit_A > 0 ? control.permit_A : null,
  }),
} as const;
const steadyPilot = {
  type: 'pilot',
  params: ({ context }: Args) => ({ connectorId: context.connectorId, limit_A: null }),
} as const;
const close = {
  type: 'coil',
  params: ({ context }: Args) => ({ connectorId: context.connectorId, closed: true }),
} as const;
const open = {
  type: 'coil',
  params: ({ context }: Args) => ({ connectorId: context.connectorId, closed: false }),
} as const;
const dropPermit = { type: 'setPermit', params: { limit_A: 0 } } as const;
const tellOff = { type: 'tell', params: { type: 'ENERGY_OFF' } } as const;

/** With the contactor open already, the end of a permit is answered at once. */
const whileOpen = {
  REVOKE: { actions: [dropPermit, tellOff] },
  OPEN_NOW: { actions: [dropPermit, tellOff] },
} as const;
/** With the contactor closed, a new limit goes to the vehicle at once: who raises it, paces it. */
const follow = {
  PERMIT: {
    actions: [
      {
        type: 'setPermit',
        params: ({ event }: { event: { limit_A: number } }) => ({ limit_A: event.limit_A }),
      },
      offer,
    ],
  },
} as const;

/** What the power path does. Every opening happens in the step of the event that demands it (property S2). */
export const power = contactorSetup.createStateConfig({
  initial: 'idle',
  description: 'What the power path does.',
  meta: { waitsFor: '' },
  on: {
    PERMIT: { actions: { type: 'setPermit', params: ({ event }) => ({ limit_A: event.limit_A }) } },
    REVOKE: { actions: dropPermit },
    OPEN_NOW: { actions: dropPermit },
  },
  states: {
    idle: {
      description: 'Nothing is offered: steady +12 V, contactor open. The weld check comes before any offer.',
      meta: { waitsFor: 'a permit and a vehicle', clause: 'IEC 61851-1 Annex A, states A1 and B1' },
      entry: steadyPilot,
      always: [
        { guard: 'mirrorClosed', target: 'welded' },
        { guard: and(['permitted', 'present']), target: 'offering' },
      ],
      on: whileOpen,
    },
    offering: {
      description:
        'A current is offered by pulse width; the contactor stays open until the vehicle asks (state C).',
      meta: { waitsFor: 'the vehicle to ask for energy', clause: 'IEC 61851-1 Annex A, state B2' },
      entry: offer,
      always: [
        { guard: 'mirrorClosed', target: 'welded' },
        { guard: not(and(['permitted', 'present'])), target: 'idle' },
        { guard: 'requesting', target: 'closing' },
      ],
      after: { vehicleResponse: { actions: { type: 'tell', params: { type: 'VEHICLE_IDLE' } } } },
      on: { ...whileOpen, ...follow },
    },
    closing: {
      description: 'The coil is driven; the mirror contact has not confirmed yet.',
      meta: { waitsFor: 'the contactor to close', clause: 'IEC 61851-1 Annex A, B2 to C2 within 3 s' },
      entry: close,
      always: [
        { guard: 'mirrorClosed', target: 'closed' },
        { guard: not(and(['requesting', 'permitted'])), target: 'aborting' },
      ],
      after: { closeConfirmation: 'notClosing' },
      on: follow,
    },
    closed: {
      initial: 'withinLimit',
      description: 'The contactor is confirmed closed: the vehicle may draw what it is offered.',
      meta: { waitsFor: '', clause: 'IEC 61851-1 Annex A, state C2' },
      entry: { type: 'tell', params: { type: 'ENERGY_ON' } },
      always: [
        // The hardware opening first (a hot unplug) is no fault: follow it.
        { guard: not(and(['requesting', 'mirrorClosed'])), target: 'opening' },
        { guard: not('permitted'), target: 'stopping' },
      ],
      on: { ...follow, OPEN_NOW: { target: 'opening', actions: dropPermit } },
      states: {
        withinLimit: {
          description: 'The vehicle keeps to the current it is offered.',
          meta: { waitsFor: '' },
          always: { guard: 'excessive', target: 'excessive' },
        },
        excessive: {
          description: 'The vehicle draws more than limit x 1.10 + 0.5 A.',
          meta: { waitsFor: 'the vehicle to follow the pilot' },
          always: { guard: not('excessive'), target: 'withinLimit' },
          after: {
            excessTolerated: {
              target: '#contactor.power.opening',
              actions: [dropPermit, { type: 'tell', params: { type: 'POWER_FAULT', fault: OVERCURRENT } }],
            },
          },
        },
      },
    },
    stopping: {
      description: 'The permit has ended: the pilot is steady, so that the vehicle stops drawing first.',
      meta: { waitsFor: 'the vehicle to stop drawing', clause: 'IEC 61851-1 Annex A, state C1' },
      entry: steadyPilot,
      always: { guard: not(and(['requesting', 'mirrorClosed', 'flowing'])), target: 'opening' },
      after: { orderlyStop: 'opening' },
      on: { OPEN_NOW: { target: 'opening', actions: dropPermit } },
    },
    aborting: {
      description:
        'Released before the mirror contact had confirmed the closing: it may still close and open again.',
      meta: { waitsFor: 'the contactor to settle' },
      entry: [open, offer],
      after: {
        openConfirmation: [
          { guard: 'mirrorClosed', target: 'welded' },
          { guard: and(['permitted', 'present']), target: 'offering', actions: tellOff },
          { target: 'idle', actions: tellOff },
        ],
      },
    },
    opening: {
      description: 'The coil is released; the mirror contact has not confirmed yet.',
      meta: { waitsFor: 'the contactor to open' },
      entry: [open, offer],
      always: [
        { guard: and([not('mirrorClosed'), 'permitted', 'present']), target: 'offering', actions: tellOff },
        { guard: not('mirrorClosed'), target: 'idle', actions: tellOff },
      ],
      after: { openConfirmation: 'welded' },
    },
    notClosing: {
      description: 'The contactor did not follow its coil. Tried again only after the vehicle has left.',
      meta: { waitsFor: 'the cable to be unplugged' },
      entry: [
        open,
        steadyPilot,
        dropPermit,
        { type: 'tell', params: { type: 'POWER_FAULT', fault: NOT_CLOSING } },
      ],
      exit: { type: 'tell', params: { type: 'POWER_FAULT_CLEARED', source: NOT_CLOSING.source } },
      always: [
        { guard: 'mirrorClosed', target: 'welded' },
        { guard: 'absent', target: 'idle' },
      ],
      // The permit is 0 already. Whatever ends one drops it, here too, and is answered at once.
      on: { PERMIT: {}, ...whileOpen },
    },
    welded: {
      description:
        'The main contacts are closed without command. Nothing is offered until they are seen open.',
      meta: { waitsFor: 'the main contacts to open (service)' },
      entry: [open, steadyPilot, dropPermit, { type: 'tell', params: { type: 'POWER_FAULT', fault: WELD } }],
      exit: { type: 'tell', params: { type: 'POWER_FAULT_CLEARED', source: WELD.source } },
      always: { guard: not('mirrorClosed'), target: 'idle' },
      on: { PERMIT: {} },
    },
  },
});
