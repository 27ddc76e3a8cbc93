import { type ConfirmationOf, defineMessage, type RequestOf } from '../message-definition.ts';
import { closedObject } from '../shapes/closed-object.ts';
import { enumeration } from '../shapes/enumeration.ts';

/** Empties the authorisation cache. */
export const clearCache = defineMessage({
  action: 'ClearCache',
  profile: 'Core',
  direction: 'CS>CP',
  clause: 'OCPP 1.6 ed.2 5.4, 6.11, 6.12',
  request: closedObject({}),
  confirmation: closedObject({ status: enumeration(['Accepted', 'Rejected']) }),
});
export type ClearCacheRequest = RequestOf<typeof clearCache>;
export type ClearCacheConfirmation = ConfirmationOf<typeof clearCache>;
