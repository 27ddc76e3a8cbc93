import * as v from 'valibot';
import { type ConfirmationOf, defineMessage, type RequestOf } from '../message-definition.ts';
import { ciString } from '../shapes/ci-string.ts';
import { closedObject } from '../shapes/closed-object.ts';
import { dateTime } from '../shapes/date-time.ts';
import { integer } from '../shapes/integer.ts';
import { uri } from '../shapes/uri.ts';

/** Asks for an upload of diagnostics to `location`; `retryInterval` in seconds. */
export const getDiagnostics = defineMessage({
  action: 'GetDiagnostics',
  profile: 'FirmwareManagement',
  direction: 'CS>CP',
  clause: 'OCPP 1.6 ed.2 5.9, 6.25, 6.26',
  request: closedObject({
    location: uri,
    retries: v.exactOptional(integer),
    retryInterval: v.exactOptional(integer),
    startTime: v.exactOptional(dateTime),
    stopTime: v.exactOptional(dateTime),
  }),
  confirmation: closedObject({ fileName: v.exactOptional(ciString(255)) }),
});
export type GetDiagnosticsRequest = RequestOf<typeof getDiagnostics>;
export type GetDiagnosticsConfirmation = ConfirmationOf<typeof getDiagnostics>;
