import * as v from 'valibot';
import { type ConfirmationOf, defineMessage, type RequestOf } from '../message-definition.ts';
import { ciString } from '../shapes/ci-string.ts';
import { closedObject } from '../shapes/closed-object.ts';
import { dateTime } from '../shapes/date-time.ts';
import { enumeration } from '../shapes/enumeration.ts';
import { integer } from '../shapes/integer.ts';

/** LogParametersType (security whitepaper ed.3 6). */
const logParameters = closedObject({
  remoteLocation: ciString(512),
  oldestTimestamp: v.exactOptional(dateTime),
  latestTimestamp: v.exactOptional(dateTime),
});

/** Asks for an upload of a log; `retryInterval` in seconds. */
export const getLog = defineMessage({
  action: 'GetLog',
  profile: 'Security',
  direction: 'CS>CP',
  clause: 'Security whitepaper ed.3 N01',
  request: closedObject({
    log: logParameters,
    logType: enumeration(['DiagnosticsLog', 'SecurityLog']),
    requestId: integer,
    retries: v.exactOptional(integer),
    retryInterval: v.exactOptional(integer),
  }),
  confirmation: closedObject({
    status: enumeration(['Accepted', 'Rejected', 'AcceptedCanceled']),
    filename: v.exactOptional(ciString(255)),
  }),
});
export type GetLogRequest = RequestOf<typeof getLog>;
export type GetLogConfirmation = ConfirmationOf<typeof getLog>;
