import * as v from 'valibot';
import { type ConfirmationOf, defineMessage, type RequestOf } from '../message-definition.ts';
import { closedObject } from '../shapes/closed-object.ts';
import { integer } from '../shapes/integer.ts';
import { meterValue } from '../shapes/meter-value.ts';

/** Reports meter values of a connector (0: the station), inside or outside a transaction. */
export const meterValues = defineMessage({
  action: 'MeterValues',
  profile: 'Core',
  direction: 'CP>CS',
  clause: 'OCPP 1.6 ed.2 4.7, 6.31, 6.32',
  request: closedObject({
    connectorId: integer,
    transactionId: v.exactOptional(integer),
    meterValue: v.array(meterValue),
  }),
  confirmation: closedObject({}),
});
export type MeterValuesRequest = RequestOf<typeof meterValues>;
export type MeterValuesConfirmation = ConfirmationOf<typeof meterValues>;
