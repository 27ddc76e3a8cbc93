import * as v from 'valibot';
import { type ConfirmationOf, defineMessage, type RequestOf } from '../message-definition.ts';
import { ciString } from '../shapes/ci-string.ts';
import { closedObject } from '../shapes/closed-object.ts';
import { dateTime } from '../shapes/date-time.ts';
import { enumeration } from '../shapes/enumeration.ts';
import { integer } from '../shapes/integer.ts';

/**
 * Registers the station after a start. `interval` is the heartbeat interval, or the wait until the next try,
 * in seconds.
 */
export const bootNotification = defineMessage({
  action: 'BootNotification',
  profile: 'Core',
  direction: 'CP>CS',
  clause: 'OCPP 1.6 ed.2 4.2, 6.3, 6.4',
  request: closedObject({
    chargePointVendor: ciString(20),
    chargePointModel: ciString(20),
    chargePointSerialNumber: v.exactOptional(ciString(25)),
    chargeBoxSerialNumber: v.exactOptional(ciString(25)),
    firmwareVersion: v.exactOptional(ciString(50)),
    iccid: v.exactOptional(ciString(20)),
    imsi: v.exactOptional(ciString(20)),
    meterType: v.exactOptional(ciString(25)),
    meterSerialNumber: v.exactOptional(ciString(25)),
  }),
  confirmation: closedObject({
    status: enumeration(['Accepted', 'Pending', 'Rejected']),
    currentTime: dateTime,
    interval: integer,
  }),
});
export type BootNotificationRequest = RequestOf<typeof bootNotification>;
export type BootNotificationConfirmation = ConfirmationOf<typeof bootNotification>;
