import { type ConfirmationOf, defineMessage, type RequestOf } from '../message-definition.ts';
import { chargingProfile } from '../shapes/charging-profile.ts';
import { closedObject } from '../shapes/closed-object.ts';
import { enumeration } from '../shapes/enumeration.ts';
import { integer } from '../shapes/integer.ts';

/** Installs a charging profile. */
export const setChargingProfile = defineMessage({
  action: 'SetChargingProfile',
  profile: 'SmartCharging',
  direction: 'CS>CP',
  clause: 'OCPP 1.6 ed.2 5.16, 6.43, 6.44',
  request: closedObject({ connectorId: integer, csChargingProfiles: chargingProfile }),
  confirmation: closedObject({ status: enumeration(['Accepted', 'Rejected', 'NotSupported']) }),
});
export type SetChargingProfileRequest = RequestOf<typeof setChargingProfile>;
export type SetChargingProfileConfirmation = ConfirmationOf<typeof setChargingProfile>;
