import type { Fault } from '../vocabulary/status.ts';
import { connectorSetup } from './setup.ts';

/** Degrees Celsius from which the current is halved, quartered, and not allowed at all. */
const WARM_C = 65;
const HOT_C = 68;
const OVERHEATED_C = 71;
/** A threshold is left only when it is this much cooler, so that nothing chatters. */
const HYSTERESIS_K = 3;

const DERATED: Fault = {
  errorCode: 'HighTemperature',
  source: 'temperature',
  info: 'Current reduced: high temperature',
};
const OVERHEATED: Fault = { errorCode: 'HighTemperature', source: 'overheated', info: 'Too hot to charge' };

const atLeast = (celsius: number) => ({ type: 'isAtLeast', params: { celsius } }) as const;
const atMost = (celsius: number) => ({ type: 'isAtMost', params: { celsius } }) as const;
const toOverheated = { guard: atLeast(OVERHEATED_C), target: 'overheated' } as const;
const toHot = { guard: atLeast(HOT_C), target: 'hot' } as const;
const toCool = { guard: atMost(WARM_C - HYSTERESIS_K), target: 'cool' } as const;
const backToWarm = { guard: atMost(HOT_C - HYSTERESIS_K), target: 'warm' } as const;
const addDerated = { type: 'addFaultOf', params: DERATED } as const;

/**
 * How hot it is at the connector: the offer is lowered long before anything has to stop. What is left of the
 * rating goes out with the summary; the shared supply counts with it.
 */
export const temperature = connectorSetup.createStateConfig({
  initial: 'cool',
  description: 'How hot it is at the connector.',
  meta: { waitsFor: '' },
  states: {
    cool: {
      description: 'The whole rating.',
      meta: { waitsFor: '' },
      entry: { type: 'removeFaultOf', params: { source: DERATED.source } },
      on: { TEMPERATURE: [toOverheated, toHot, { guard: atLeast(WARM_C), target: 'warm' }] },
    },
    warm: {
      description: 'Half of the rating; a warning, no fault.',
      meta: { waitsFor: 'the connector to cool down' },
      entry: addDerated,
      on: { TEMPERATURE: [toOverheated, toHot, toCool] },
    },
    hot: {
      description: 'A quarter of the rating; a warning, no fault.',
      meta: { waitsFor: 'the connector to cool down' },
      entry: addDerated,
      on: { TEMPERATURE: [toOverheated, toCool, backToWarm] },
    },
    overheated: {
      description: 'Too hot for any current: a fault.',
      meta: { waitsFor: 'the connector to cool down' },
      entry: { type: 'addFaultOf', params: OVERHEATED },
      exit: { type: 'removeFaultOf', params: { source: OVERHEATED.source } },
      on: {
        TEMPERATURE: [toCool, backToWarm, { guard: atMost(OVERHEATED_C - HYSTERESIS_K), target: 'hot' }],
      },
    },
  },
});
