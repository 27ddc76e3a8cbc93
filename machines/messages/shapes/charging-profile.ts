import * as v from 'valibot';
import { chargingSchedule } from './charging-schedule.ts';
import { closedObject } from './closed-object.ts';
import { dateTime } from './date-time.ts';
import { enumeration } from './enumeration.ts';
import { integer } from './integer.ts';

/** ChargingProfilePurposeType (OCPP 1.6 ed.2 7.10). */
export const chargingProfilePurpose = enumeration(['ChargePointMaxProfile', 'TxDefaultProfile', 'TxProfile']);

/** ChargingProfile (OCPP 1.6 ed.2 7.8). */
export const chargingProfile = closedObject({
  chargingProfileId: integer,
  transactionId: v.exactOptional(integer),
  stackLevel: integer,
  chargingProfilePurpose,
  chargingProfileKind: enumeration(['Absolute', 'Recurring', 'Relative']),
  recurrencyKind: v.exactOptional(enumeration(['Daily', 'Weekly'])),
  validFrom: v.exactOptional(dateTime),
  validTo: v.exactOptional(dateTime),
  chargingSchedule,
});
