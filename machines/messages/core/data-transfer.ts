import * as v from 'valibot';
import { type ConfirmationOf, defineMessage, type RequestOf } from '../message-definition.ts';
import { ciString } from '../shapes/ci-string.ts';
import { closedObject } from '../shapes/closed-object.ts';
import { enumeration } from '../shapes/enumeration.ts';

/** Carries what a vendor agreed on outside OCPP. */
export const dataTransfer = defineMessage({
  action: 'DataTransfer',
  profile: 'Core',
  direction: 'both',
  clause: 'OCPP 1.6 ed.2 4.3, 5.6, 6.15, 6.16',
  request: closedObject({
    vendorId: ciString(255),
    messageId: v.exactOptional(ciString(50)),
    data: v.exactOptional(v.string()),
  }),
  confirmation: closedObject({
    status: enumeration(['Accepted', 'Rejected', 'UnknownMessageId', 'UnknownVendorId']),
    data: v.exactOptional(v.string()),
  }),
});
export type DataTransferRequest = RequestOf<typeof dataTransfer>;
export type DataTransferConfirmation = ConfirmationOf<typeof dataTransfer>;
