import * as v from 'valibot';
import { type ConfirmationOf, defineMessage, type RequestOf } from '../message-definition.ts';
import { chargingProfilePurpose } from '../shapes/charging-profile.ts';
import { closedObject } from '../shapes/closed-object.ts';
import { enumeration } from '../shapes/enumeration.ts';
import { integer } from '../shapes/integer.ts';

/** Removes the charging profiles that match every given field; without fields, all. */
export const clearChargingProfile = defineMessage({
  action: 'ClearChargingProfile',
  profile: 'SmartCharging',
  direction: 'CS>CP',
  clause: 'OCPP 1.6 ed.2 5.5, 6.13, 6.14',
  request: closedObject({
    id: v.exactOptional(integer),
    connectorId: v.exactOptional(integer),
    chargingProfilePurpose: v.exactOptional(chargingProfilePurpose),
    stackLevel: v.exactOptional(integer),
  }),
  confirmation: closedObject({ status: enumeration(['Accepted', 'Unknown']) }),
});
export type ClearChargingProfileRequest = RequestOf<typeof clearChargingProfile>;
export type ClearChargingProfileConfirmation = ConfirmationOf<typeof clearChargingProfile>;
