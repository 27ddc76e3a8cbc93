import * as v from 'valibot';
import { type ConfirmationOf, defineMessage, type RequestOf } from '../message-definition.ts';
import { closedObject } from '../shapes/closed-object.ts';
import { dateTime } from '../shapes/date-time.ts';
import { integer } from '../shapes/integer.ts';
import { uri } from '../shapes/uri.ts';

/** Asks for an update with the firmware at `location`; `retryInterval` in seconds. */
export const updateFirmware = defineMessage({
  action: 'UpdateFirmware',
  profile: 'FirmwareManagement',
  direction: 'CS>CP',
  clause: 'OCPP 1.6 ed.2 5.19, 6.55, 6.56',
  request: closedObject({
    location: uri,
    retries: v.exactOptional(integer),
    retrieveDate: dateTime,
    retryInterval: v.exactOptional(integer),
  }),
  confirmation: closedObject({}),
});
export type UpdateFirmwareRequest = RequestOf<typeof updateFirmware>;
export type UpdateFirmwareConfirmation = ConfirmationOf<typeof updateFirmware>;
