import * as v from 'valibot';
import { type ConfirmationOf, defineMessage, type RequestOf } from '../message-definition.ts';
import { ciString } from '../shapes/ci-string.ts';
import { closedObject } from '../shapes/closed-object.ts';
import { dateTime } from '../shapes/date-time.ts';
import { enumeration } from '../shapes/enumeration.ts';
import { integer } from '../shapes/integer.ts';

/** FirmwareType (security whitepaper ed.3 6): certificate in PEM, signature in base64. */
const firmware = closedObject({
  location: ciString(512),
  retrieveDateTime: dateTime,
  installDateTime: v.exactOptional(dateTime),
  signingCertificate: ciString(5500),
  signature: ciString(800),
});

/** Asks for an update with a signed firmware; `retryInterval` in seconds. */
export const signedUpdateFirmware = defineMessage({
  action: 'SignedUpdateFirmware',
  profile: 'Security',
  direction: 'CS>CP',
  clause: 'Security whitepaper ed.3 L01',
  request: closedObject({
    retries: v.exactOptional(integer),
    retryInterval: v.exactOptional(integer),
    requestId: integer,
    firmware,
  }),
  confirmation: closedObject({
    status: enumeration([
      'Accepted',
      'Rejected',
      'AcceptedCanceled',
      'InvalidCertificate',
      'RevokedCertificate',
    ]),
  }),
});
export type SignedUpdateFirmwareRequest = RequestOf<typeof signedUpdateFirmware>;
export type SignedUpdateFirmwareConfirmation = ConfirmationOf<typeof signedUpdateFirmware>;
