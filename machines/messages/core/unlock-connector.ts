import { type ConfirmationOf, defineMessage, type RequestOf } from '../message-definition.ts';
import { closedObject } from '../shapes/closed-object.ts';
import { enumeration } from '../shapes/enumeration.ts';
import { integer } from '../shapes/integer.ts';

/** Asks the station to release the lock of a connector. */
export const unlockConnector = defineMessage({
  action: 'UnlockConnector',
  profile: 'Core',
  direction: 'CS>CP',
  clause: 'OCPP 1.6 ed.2 5.18, 6.53, 6.54',
  request: closedObject({ connectorId: integer }),
  confirmation: closedObject({ status: enumeration(['Unlocked', 'UnlockFailed', 'NotSupported']) }),
});
export type UnlockConnectorRequest = RequestOf<typeof unlockConnector>;
export type UnlockConnectorConfirmation = ConfirmationOf<typeof unlockConnector>;
