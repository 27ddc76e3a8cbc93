import * as v from 'valibot';
import { type ConfirmationOf, defineMessage, type RequestOf } from '../message-definition.ts';
import { chargingRateUnit, chargingSchedule } from '../shapes/charging-schedule.ts';
import { closedObject } from '../shapes/closed-object.ts';
import { dateTime } from '../shapes/date-time.ts';
import { enumeration } from '../shapes/enumeration.ts';
import { integer } from '../shapes/integer.ts';

/** Asks what limits are in force for the next `duration` seconds. */
export const getCompositeSchedule = defineMessage({
  action: 'GetCompositeSchedule',
  profile: 'SmartCharging',
  direction: 'CS>CP',
  clause: 'OCPP 1.6 ed.2 5.7, 6.21, 6.22',
  request: closedObject({
    connectorId: integer,
    duration: integer,
    chargingRateUnit: v.exactOptional(chargingRateUnit),
  }),
  confirmation: closedObject({
    status: enumeration(['Accepted', 'Rejected']),
    connectorId: v.exactOptional(integer),
    scheduleStart: v.exactOptional(dateTime),
    chargingSchedule: v.exactOptional(chargingSchedule),
  }),
});
export type GetCompositeScheduleRequest = RequestOf<typeof getCompositeSchedule>;
export type GetCompositeScheduleConfirmation = ConfirmationOf<typeof getCompositeSchedule>;
