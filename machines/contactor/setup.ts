import { assign, not, sendTo, setup, stateIn } from 'xstate';
import { absentPort } from '../vocabulary/absent.ts';
import type { ConnectorEvent, ContactorEvent, PowerReport } from '../vocabulary/events.ts';
import type { Peer } from '../vocabulary/peer.ts';
import { MIN_OFFER_A } from '../vocabulary/pilot.ts';
import type { StateMeta } from '../vocabulary/state-meta.ts';

export type ContactorInput = { readonly connectorId: number; readonly owner: Peer<ConnectorEvent> };
export type ContactorContext = {
  readonly connectorId: number;
  readonly owner: Peer<ConnectorEvent>;
  /** `permit_A`: the current the OCPP side permits; 0 is no permit. */
  readonly control: { readonly permit_A: number };
};

export const contactorSetup = setup({
  types: {
    context: {} as ContactorContext,
    events: {} as ContactorEvent,
    input: {} as ContactorInput,
    meta: {} as StateMeta,
  },
  delays: {
    /** How long a vehicle may leave an offer unanswered before its connector is told so. */
    vehicleResponse: 10_000,
    /** The mirror contact follows a coil command within this. */
    closeConfirmation: 500,
    openConfirmation: 500,
    /**
     * An EV stops drawing within 3 s of a steady pilot; the station opens under load at the latest after
     * this.
     */
    orderlyStop: 6_000,
    /** An EV has 5 s to follow the pilot; only after this is an excess a fault. */
    excessTolerated: 7_000,
  },
  actions: {
    /** Port: drives the coil. Answered by FEEDBACK of the mirror contact. */
    coil: absentPort<{ connectorId: number; closed: boolean }>('coil'),
    /**
     * Port: offers `limit_A` by pulse width; null is a steady +12 V. Answered by PILOT when the vehicle
     * reacts.
     */
    pilot: absentPort<{ connectorId: number; limit_A: number | null }>('pilot'),
    tell: sendTo(
      ({ context }) => context.owner,
      (_, params: PowerReport) => params,
    ),
    setPermit: assign({
      control: (_, params: { limit_A: number }) => ({
        permit_A: params.limit_A >= MIN_OFFER_A ? params.limit_A : 0,
      }),
    }),
  },
  guards: {
    permitted: ({ context }) => context.control.permit_A > 0,
    present: stateIn({ vehicle: 'present' }),
    requesting: stateIn({ vehicle: { present: 'requesting' } }),
    absent: stateIn({ vehicle: 'absent' }),
    mirrorClosed: stateIn({ mirror: 'closed' }),
    flowing: not(stateIn({ current: 'none' })),
    excessive: stateIn({ current: 'excessive' }),
    isPilot: ({ event }, params: { pilot: string }) => event.type === 'PILOT' && event.pilot === params.pilot,
    saysClosed: ({ event }) => event.type === 'FEEDBACK' && event.closed,
    saysOpen: ({ event }) => event.type === 'FEEDBACK' && !event.closed,
    saysFlowing: ({ event }) => event.type === 'CURRENT' && event.flowing,
    saysExcessive: ({ event }) => event.type === 'CURRENT' && event.excessive,
  },
});
