import * as v from 'valibot';
import { type ConfirmationOf, defineMessage, type RequestOf } from '../message-definition.ts';
import { closedObject } from '../shapes/closed-object.ts';
import { enumeration } from '../shapes/enumeration.ts';
import { integer } from '../shapes/integer.ts';

/** Reports how the upload of a log goes. */
export const logStatusNotification = defineMessage({
  action: 'LogStatusNotification',
  profile: 'Security',
  direction: 'CP>CS',
  clause: 'Security whitepaper ed.3 N01',
  request: closedObject({
    status: enumeration([
      'BadMessage',
      'Idle',
      'NotSupportedOperation',
      'PermissionDenied',
      'Uploaded',
      'UploadFailure',
      'Uploading',
    ]),
    requestId: v.exactOptional(integer),
  }),
  confirmation: closedObject({}),
});
export type LogStatusNotificationRequest = RequestOf<typeof logStatusNotification>;
export type LogStatusNotificationConfirmation = ConfirmationOf<typeof logStatusNotification>;
