import type { Fault } from '../vocabulary/status.ts';
import { contactorSetup } from './setup.ts';

export const PILOT_LOST: Fault = { errorCode: 'OtherError', source: 'pilot', info: 'Control pilot lost' };

const NO_DIODE: Fault = { errorCode: 'OtherError', source: 'diode', info: 'No vehicle diode in the pilot' };
const VENTILATION: Fault = {
  errorCode: 'EVCommunicationError',
  source: 'ventilation',
  info: 'Vehicle asks for ventilation',
};

const is = (pilot: string) => ({ type: 'isPilot', params: { pilot } }) as const;

/** What the control pilot says of the vehicle (SAE J1772 states A to F). */
export const vehicle = contactorSetup.createStateConfig({
  initial: 'unknown',
  description: 'What the control pilot says of the vehicle.',
  meta: { waitsFor: '', clause: 'IEC 61851-1 Annex A' },
  on: {
    PILOT: [
      { guard: is('A'), target: '.absent' },
      { guard: is('B'), target: '.present.connected' },
      { guard: is('C'), target: '.present.requesting' },
      { guard: is('D'), target: '.present.ventilation' },
      { guard: is('no-diode'), target: '.present.noDiode' },
      { target: '.lost' },
    ],
  },
  states: {
    unknown: {
      description: 'The pilot has not been read since the start.',
      meta: { waitsFor: 'the first reading of the control pilot' },
    },
    absent: {
      description: 'State A: no vehicle.',
      meta: { waitsFor: 'a cable' },
      entry: { type: 'tell', params: { type: 'CABLE_UNPLUGGED' } },
    },
    present: {
      initial: 'connected',
      description: 'A vehicle is connected. A change between B, C and D is no new plug.',
      meta: { waitsFor: '' },
      entry: { type: 'tell', params: { type: 'CABLE_PLUGGED' } },
      on: {
        PILOT: [
          { guard: is('B'), target: '.connected' },
          { guard: is('C'), target: '.requesting' },
          { guard: is('D'), target: '.ventilation' },
          { guard: is('no-diode'), target: '.noDiode' },
          { guard: is('A'), target: 'absent' },
          // The region says so too; kept, so that a lost pilot does not hang on who else hears of it.
          { target: 'lost' },
        ],
      },
      states: {
        connected: {
          description: 'State B: the vehicle is connected and asks for nothing.',
          meta: { waitsFor: 'the vehicle to ask for energy' },
        },
        requesting: {
          description: 'State C: the vehicle asks for energy.',
          meta: { waitsFor: '' },
        },
        ventilation: {
          description: 'State D: the vehicle asks for ventilation, which this station does not have.',
          meta: { waitsFor: 'the vehicle to leave state D' },
          entry: { type: 'tell', params: { type: 'POWER_FAULT', fault: VENTILATION } },
          exit: { type: 'tell', params: { type: 'POWER_FAULT_CLEARED', source: VENTILATION.source } },
        },
        noDiode: {
          description: 'Something that is no vehicle pulls the pilot down; a fault until it is unplugged.',
          meta: { waitsFor: 'whatever it is to be unplugged' },
          entry: { type: 'tell', params: { type: 'POWER_FAULT', fault: NO_DIODE } },
        },
      },
    },
    lost: {
      description: 'State E or F: the pilot is shorted or lost; whether a cable is plugged is not known.',
      meta: { waitsFor: 'the control pilot to return' },
      entry: { type: 'tell', params: { type: 'POWER_FAULT', fault: PILOT_LOST } },
      exit: { type: 'tell', params: { type: 'POWER_FAULT_CLEARED', source: PILOT_LOST.source } },
    },
  },
});
