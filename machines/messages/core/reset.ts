import { type ConfirmationOf, defineMessage, type RequestOf } from '../message-definition.ts';
import { closedObject } from '../shapes/closed-object.ts';
import { enumeration } from '../shapes/enumeration.ts';

/** Asks the station to restart. */
export const reset = defineMessage({
  action: 'Reset',
  profile: 'Core',
  direction: 'CS>CP',
  clause: 'OCPP 1.6 ed.2 5.14, 6.39, 6.40',
  request: closedObject({ type: enumeration(['Hard', 'Soft']) }),
  confirmation: closedObject({ status: enumeration(['Accepted', 'Rejected']) }),
});
export type ResetRequest = RequestOf<typeof reset>;
export type ResetConfirmation = ConfirmationOf<typeof reset>;
