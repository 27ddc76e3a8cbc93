import * as v from 'valibot';
import { type ConfirmationOf, defineMessage, type RequestOf } from '../message-definition.ts';
import { closedObject } from '../shapes/closed-object.ts';
import { dateTime } from '../shapes/date-time.ts';
import { idTagInfo, idToken } from '../shapes/id-tag-info.ts';
import { integer } from '../shapes/integer.ts';

/** Reports that a transaction has started; `meterStart` in Wh. */
export const startTransaction = defineMessage({
  action: 'StartTransaction',
  profile: 'Core',
  direction: 'CP>CS',
  clause: 'OCPP 1.6 ed.2 4.8, 6.45, 6.46',
  request: closedObject({
    connectorId: integer,
    idTag: idToken,
    meterStart: integer,
    reservationId: v.exactOptional(integer),
    timestamp: dateTime,
  }),
  confirmation: closedObject({ idTagInfo, transactionId: integer }),
});
export type StartTransactionRequest = RequestOf<typeof startTransaction>;
export type StartTransactionConfirmation = ConfirmationOf<typeof startTransaction>;
