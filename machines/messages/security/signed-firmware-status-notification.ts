import * as v from 'valibot';
import { type ConfirmationOf, defineMessage, type RequestOf } from '../message-definition.ts';
import { closedObject } from '../shapes/closed-object.ts';
import { enumeration } from '../shapes/enumeration.ts';
import { integer } from '../shapes/integer.ts';

/** Reports how the update with a signed firmware goes. */
export const signedFirmwareStatusNotification = defineMessage({
  action: 'SignedFirmwareStatusNotification',
  profile: 'Security',
  direction: 'CP>CS',
  clause: 'Security whitepaper ed.3 L01',
  request: closedObject({
    status: enumeration([
      'Downloaded',
      'DownloadFailed',
      'Downloading',
      'DownloadScheduled',
      'DownloadPaused',
      'Idle',
      'InstallationFailed',
      'Installing',
      'Installed',
      'InstallRebooting',
      'InstallScheduled',
      'InstallVerificationFailed',
      'InvalidSignature',
      'SignatureVerified',
    ]),
    requestId: v.exactOptional(integer),
  }),
  confirmation: closedObject({}),
});
export type SignedFirmwareStatusNotificationRequest = RequestOf<typeof signedFirmwareStatusNotification>;
export type SignedFirmwareStatusNotificationConfirmation = ConfirmationOf<
  typeof signedFirmwareStatusNotification
>;
