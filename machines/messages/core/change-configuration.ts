import { type ConfirmationOf, defineMessage, type RequestOf } from '../message-definition.ts';
import { ciString } from '../shapes/ci-string.ts';
import { closedObject } from '../shapes/closed-object.ts';
import { enumeration } from '../shapes/enumeration.ts';

/** Sets a configuration key. The value may be a secret (AuthorizationKey). */
export const changeConfiguration = defineMessage({
  action: 'ChangeConfiguration',
  profile: 'Core',
  direction: 'CS>CP',
  clause: 'OCPP 1.6 ed.2 5.3, 6.9, 6.10',
  request: closedObject({ key: ciString(50), value: ciString(500) }),
  confirmation: closedObject({
    status: enumeration(['Accepted', 'Rejected', 'RebootRequired', 'NotSupported']),
  }),
});
export type ChangeConfigurationRequest = RequestOf<typeof changeConfiguration>;
export type ChangeConfigurationConfirmation = ConfirmationOf<typeof changeConfiguration>;
