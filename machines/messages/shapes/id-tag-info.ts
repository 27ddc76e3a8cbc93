import * as v from 'valibot';
import { ciString } from './ci-string.ts';
import { closedObject } from './closed-object.ts';
import { dateTime } from './date-time.ts';
import { enumeration } from './enumeration.ts';

/** IdToken (OCPP 1.6 ed.2 7.28). */
export const idToken = ciString(20);

/** IdTagInfo (OCPP 1.6 ed.2 7.27, status 7.2). */
export const idTagInfo = closedObject({
  expiryDate: v.exactOptional(dateTime),
  parentIdTag: v.exactOptional(idToken),
  status: enumeration(['Accepted', 'Blocked', 'Expired', 'Invalid', 'ConcurrentTx']),
});
