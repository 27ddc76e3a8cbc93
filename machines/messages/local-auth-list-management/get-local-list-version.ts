import { type ConfirmationOf, defineMessage, type RequestOf } from '../message-definition.ts';
import { closedObject } from '../shapes/closed-object.ts';
import { integer } from '../shapes/integer.ts';

/** Asks for the version of the local authorisation list. */
export const getLocalListVersion = defineMessage({
  action: 'GetLocalListVersion',
  profile: 'LocalAuthListManagement',
  direction: 'CS>CP',
  clause: 'OCPP 1.6 ed.2 5.10, 6.27, 6.28',
  request: closedObject({}),
  confirmation: closedObject({ listVersion: integer }),
});
export type GetLocalListVersionRequest = RequestOf<typeof getLocalListVersion>;
export type GetLocalListVersionConfirmation = ConfirmationOf<typeof getLocalListVersion>;
