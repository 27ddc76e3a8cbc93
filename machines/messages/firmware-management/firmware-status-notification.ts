import { type ConfirmationOf, defineMessage, type RequestOf } from '../message-definition.ts';
import { closedObject } from '../shapes/closed-object.ts';
import { enumeration } from '../shapes/enumeration.ts';

/** Reports how a firmware update goes. */
export const firmwareStatusNotification = defineMessage({
  action: 'FirmwareStatusNotification',
  profile: 'FirmwareManagement',
  direction: 'CP>CS',
  clause: 'OCPP 1.6 ed.2 4.5, 6.19, 6.20',
  request: closedObject({
    status: enumeration([
      'Downloaded',
      'DownloadFailed',
      'Downloading',
      'Idle',
      'InstallationFailed',
      'Installing',
      'Installed',
    ]),
  }),
  confirmation: closedObject({}),
});
export type FirmwareStatusNotificationRequest = RequestOf<typeof firmwareStatusNotification>;
export type FirmwareStatusNotificationConfirmation = ConfirmationOf<typeof firmwareStatusNotification>;
