import * as v from 'valibot';
import { CHARGE_POINT_ERROR_CODES } from '../../vocabulary/status.ts';
import { type ConfirmationOf, defineMessage, type RequestOf } from '../message-definition.ts';
import { ciString } from '../shapes/ci-string.ts';
import { closedObject } from '../shapes/closed-object.ts';
import { dateTime } from '../shapes/date-time.ts';
import { enumeration } from '../shapes/enumeration.ts';
import { integer } from '../shapes/integer.ts';

/** Reports the status or an error of a connector, or of the station (connector 0). */
export const statusNotification = defineMessage({
  action: 'StatusNotification',
  profile: 'Core',
  direction: 'CP>CS',
  clause: 'OCPP 1.6 ed.2 4.9, 6.47, 6.48',
  request: closedObject({
    connectorId: integer,
    errorCode: enumeration(CHARGE_POINT_ERROR_CODES),
    info: v.exactOptional(ciString(50)),
    status: enumeration([
      'Available',
      'Preparing',
      'Charging',
      'SuspendedEVSE',
      'SuspendedEV',
      'Finishing',
      'Reserved',
      'Unavailable',
      'Faulted',
    ]),
    timestamp: v.exactOptional(dateTime),
    vendorId: v.exactOptional(ciString(255)),
    vendorErrorCode: v.exactOptional(ciString(50)),
  }),
  confirmation: closedObject({}),
});
export type StatusNotificationRequest = RequestOf<typeof statusNotification>;
export type StatusNotificationConfirmation = ConfirmationOf<typeof statusNotification>;
