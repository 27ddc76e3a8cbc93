import type { ChargePointStatus } from '../vocabulary/status.ts';

const IN_TRANSACTION = ['Charging', 'SuspendedEV', 'SuspendedEVSE'] as const;
const ANY_TIME = ['Unavailable', 'Faulted'] as const;

/**
 * The transitions of OCPP 1.6 ed.2 4.9, and those that are right although they are not in its table:
 * Preparing to Unavailable, Preparing or Finishing to Reserved.
 */
const NEXT: Readonly<Record<ChargePointStatus, readonly ChargePointStatus[]>> = {
  Available: ['Preparing', ...IN_TRANSACTION, 'Reserved', ...ANY_TIME],
  Preparing: ['Available', ...IN_TRANSACTION, 'Finishing', 'Reserved', ...ANY_TIME],
  Charging: ['Available', ...IN_TRANSACTION, 'Finishing', ...ANY_TIME],
  SuspendedEV: ['Available', ...IN_TRANSACTION, 'Finishing', ...ANY_TIME],
  SuspendedEVSE: ['Available', ...IN_TRANSACTION, 'Finishing', ...ANY_TIME],
  Finishing: ['Available', 'Preparing', 'Reserved', ...ANY_TIME],
  Reserved: ['Available', 'Preparing', ...ANY_TIME],
  Unavailable: ['Available', 'Preparing', ...IN_TRANSACTION, 'Faulted'],
  Faulted: ['Available', 'Preparing', ...IN_TRANSACTION, 'Finishing', 'Reserved', 'Unavailable'],
};

/**
 * Whether a status may follow another one directly; a new errorCode or info in the same status always may.
 */
export const mayFollow = (from: ChargePointStatus, to: ChargePointStatus): boolean =>
  from === to || NEXT[from].includes(to);
