import * as v from 'valibot';
import { type ConfirmationOf, defineMessage, type RequestOf } from '../message-definition.ts';
import { closedObject } from '../shapes/closed-object.ts';
import { dateTime } from '../shapes/date-time.ts';
import { enumeration } from '../shapes/enumeration.ts';
import { idTagInfo, idToken } from '../shapes/id-tag-info.ts';
import { integer } from '../shapes/integer.ts';
import { meterValue } from '../shapes/meter-value.ts';

/** Reason (OCPP 1.6 ed.2 7.36). */
const reason = enumeration([
  'EmergencyStop',
  'EVDisconnected',
  'HardReset',
  'Local',
  'Other',
  'PowerLoss',
  'Reboot',
  'Remote',
  'SoftReset',
  'UnlockCommand',
  'DeAuthorized',
]);

/** Reports that a transaction has ended; `meterStop` in Wh. */
export const stopTransaction = defineMessage({
  action: 'StopTransaction',
  profile: 'Core',
  direction: 'CP>CS',
  clause: 'OCPP 1.6 ed.2 4.10, 6.49, 6.50',
  request: closedObject({
    idTag: v.exactOptional(idToken),
    meterStop: integer,
    timestamp: dateTime,
    transactionId: integer,
    reason: v.exactOptional(reason),
    transactionData: v.exactOptional(v.array(meterValue)),
  }),
  confirmation: closedObject({ idTagInfo: v.exactOptional(idTagInfo) }),
});
export type StopTransactionRequest = RequestOf<typeof stopTransaction>;
export type StopTransactionConfirmation = ConfirmationOf<typeof stopTransaction>;
