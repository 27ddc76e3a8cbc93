import { power } from './contactor/power.ts';
import { contactorSetup } from './contactor/setup.ts';
import { vehicle } from './contactor/vehicle.ts';

/**
 * The power path of one connector: control pilot, contactor and their order (SAE J1772, IEC 61851-1 Annex A).
 * From the OCPP side it gets nothing but a permit in amperes, and every opening happens in the step of the
 * event that demands it. The regions are what is seen (vehicle, mirror contact, current) beside what is done
 * (power).
 */
export const contactor = contactorSetup.createMachine({
  id: 'contactor',
  context: ({ input }) => ({ connectorId: input.connectorId, owner: input.owner, control: { permit_A: 0 } }),
  type: 'parallel',
  description: 'The power path of one connector: control pilot, contactor and their order.',
  meta: { waitsFor: '' },
  states: {
    vehicle,
    mirror: {
      initial: 'open',
      description: 'What the mirror contact says of the main contacts.',
      meta: { waitsFor: '' },
      states: {
        open: {
          description: 'Main contacts open.',
          meta: { waitsFor: '' },
          on: { FEEDBACK: { guard: 'saysClosed', target: 'closed' } },
        },
        closed: {
          description: 'Main contacts closed.',
          meta: { waitsFor: '' },
          on: { FEEDBACK: { guard: 'saysOpen', target: 'open' } },
        },
      },
    },
    current: {
      initial: 'none',
      description:
        'Whether current flows. The meter says so once, it may be before the contactor is confirmed.',
      meta: { waitsFor: '' },
      on: {
        CURRENT: [
          { guard: 'saysExcessive', target: '.excessive' },
          { guard: 'saysFlowing', target: '.flowing' },
          { target: '.none' },
        ],
      },
      states: {
        none: { description: 'Less than 1 A flows.', meta: { waitsFor: '' } },
        flowing: { description: 'Current flows, no more than is offered.', meta: { waitsFor: '' } },
        excessive: { description: 'More than limit x 1.10 + 0.5 A flows.', meta: { waitsFor: '' } },
      },
    },
    power,
  },
});

export type { ContactorContext, ContactorInput } from './contactor/setup.ts';
