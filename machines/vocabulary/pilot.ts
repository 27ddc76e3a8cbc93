/**
 * State of the control pilot (SAE J1772 / IEC 61851-1 Annex A): A no vehicle, B connected, C asks for energy,
 * D asks for energy with ventilation, E pilot shorted or lost, F station not available. `no-diode`: the level
 * is that of B to D, but the negative half of the pulse is not -12 V: no vehicle's diode is there.
 */
export type PilotState = 'A' | 'B' | 'C' | 'D' | 'E' | 'F' | 'no-diode';

/**
 * Below this the pilot cannot encode a current; a lower limit pauses charging (SAE J1772 duty cycle table).
 */
export const MIN_OFFER_A = 6;
