import { type ConfirmationOf, defineMessage, type RequestOf } from '../message-definition.ts';
import { closedObject } from '../shapes/closed-object.ts';
import { idTagInfo, idToken } from '../shapes/id-tag-info.ts';

/** Asks whether an idTag may charge. */
export const authorize = defineMessage({
  action: 'Authorize',
  profile: 'Core',
  direction: 'CP>CS',
  clause: 'OCPP 1.6 ed.2 4.1, 6.1, 6.2',
  request: closedObject({ idTag: idToken }),
  confirmation: closedObject({ idTagInfo }),
});
export type AuthorizeRequest = RequestOf<typeof authorize>;
export type AuthorizeConfirmation = ConfirmationOf<typeof authorize>;
