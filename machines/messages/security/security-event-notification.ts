import * as v from 'valibot';
import { type ConfirmationOf, defineMessage, type RequestOf } from '../message-definition.ts';
import { ciString } from '../shapes/ci-string.ts';
import { closedObject } from '../shapes/closed-object.ts';
import { dateTime } from '../shapes/date-time.ts';

/** Reports a security event. */
export const securityEventNotification = defineMessage({
  action: 'SecurityEventNotification',
  profile: 'Security',
  direction: 'CP>CS',
  clause: 'Security whitepaper ed.3 A04',
  request: closedObject({
    type: ciString(50),
    timestamp: dateTime,
    techInfo: v.exactOptional(ciString(255)),
  }),
  confirmation: closedObject({}),
});
export type SecurityEventNotificationRequest = RequestOf<typeof securityEventNotification>;
export type SecurityEventNotificationConfirmation = ConfirmationOf<typeof securityEventNotification>;
