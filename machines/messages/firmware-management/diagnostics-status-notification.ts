import { type ConfirmationOf, defineMessage, type RequestOf } from '../message-definition.ts';
import { closedObject } from '../shapes/closed-object.ts';
import { enumeration } from '../shapes/enumeration.ts';

/** Reports how the upload of diagnostics goes. */
export const diagnosticsStatusNotification = defineMessage({
  action: 'DiagnosticsStatusNotification',
  profile: 'FirmwareManagement',
  direction: 'CP>CS',
  clause: 'OCPP 1.6 ed.2 4.4, 6.17, 6.18',
  request: closedObject({ status: enumeration(['Idle', 'Uploaded', 'UploadFailed', 'Uploading']) }),
  confirmation: closedObject({}),
});
export type DiagnosticsStatusNotificationRequest = RequestOf<typeof diagnosticsStatusNotification>;
export type DiagnosticsStatusNotificationConfirmation = ConfirmationOf<typeof diagnosticsStatusNotification>;
