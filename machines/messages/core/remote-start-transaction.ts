import * as v from 'valibot';
import { type ConfirmationOf, defineMessage, type RequestOf } from '../message-definition.ts';
import { chargingProfile } from '../shapes/charging-profile.ts';
import { closedObject } from '../shapes/closed-object.ts';
import { enumeration } from '../shapes/enumeration.ts';
import { idToken } from '../shapes/id-tag-info.ts';
import { integer } from '../shapes/integer.ts';

/** Asks the station to start a transaction. */
export const remoteStartTransaction = defineMessage({
  action: 'RemoteStartTransaction',
  profile: 'Core',
  direction: 'CS>CP',
  clause: 'OCPP 1.6 ed.2 5.11, 6.33, 6.34',
  request: closedObject({
    connectorId: v.exactOptional(integer),
    idTag: idToken,
    chargingProfile: v.exactOptional(chargingProfile),
  }),
  confirmation: closedObject({ status: enumeration(['Accepted', 'Rejected']) }),
});
export type RemoteStartTransactionRequest = RequestOf<typeof remoteStartTransaction>;
export type RemoteStartTransactionConfirmation = ConfirmationOf<typeof remoteStartTransaction>;
