import { type ConfirmationOf, defineMessage, type RequestOf } from '../message-definition.ts';
import { closedObject } from '../shapes/closed-object.ts';
import { dateTime } from '../shapes/date-time.ts';

/** Says that the station is alive, and learns the time. */
export const heartbeat = defineMessage({
  action: 'Heartbeat',
  profile: 'Core',
  direction: 'CP>CS',
  clause: 'OCPP 1.6 ed.2 4.6, 6.29, 6.30',
  request: closedObject({}),
  confirmation: closedObject({ currentTime: dateTime }),
});
export type HeartbeatRequest = RequestOf<typeof heartbeat>;
export type HeartbeatConfirmation = ConfirmationOf<typeof heartbeat>;
