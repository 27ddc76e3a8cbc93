import { type ConfirmationOf, defineMessage, type RequestOf } from '../message-definition.ts';
import { closedObject } from '../shapes/closed-object.ts';
import { enumeration } from '../shapes/enumeration.ts';
import { integer } from '../shapes/integer.ts';

/** Asks the station to stop a transaction. */
export const remoteStopTransaction = defineMessage({
  action: 'RemoteStopTransaction',
  profile: 'Core',
  direction: 'CS>CP',
  clause: 'OCPP 1.6 ed.2 5.12, 6.35, 6.36',
  request: closedObject({ transactionId: integer }),
  confirmation: closedObject({ status: enumeration(['Accepted', 'Rejected']) }),
});
export type RemoteStopTransactionRequest = RequestOf<typeof remoteStopTransaction>;
export type RemoteStopTransactionConfirmation = ConfirmationOf<typeof remoteStopTransaction>;
