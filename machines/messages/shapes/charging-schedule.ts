import * as v from 'valibot';
import { closedObject } from './closed-object.ts';
import { dateTime } from './date-time.ts';
import { enumeration } from './enumeration.ts';
import { integer } from './integer.ts';
import { tenths } from './tenths.ts';

/** ChargingRateUnitType (OCPP 1.6 ed.2 7.12). */
export const chargingRateUnit = enumeration(['A', 'W']);

/** ChargingSchedulePeriod (OCPP 1.6 ed.2 7.14): `startPeriod` in seconds from the start of the schedule. */
const chargingSchedulePeriod = closedObject({
  startPeriod: integer,
  limit: tenths,
  numberPhases: v.exactOptional(integer),
});

/** ChargingSchedule (OCPP 1.6 ed.2 7.13): `duration` in seconds. */
export const chargingSchedule = closedObject({
  duration: v.exactOptional(integer),
  startSchedule: v.exactOptional(dateTime),
  chargingRateUnit,
  chargingSchedulePeriod: v.array(chargingSchedulePeriod),
  minChargingRate: v.exactOptional(tenths),
});
