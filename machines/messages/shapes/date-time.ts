import * as v from 'valibot';
import { parseIsoTime } from '../../vocabulary/instant.ts';

/**
 * A date and time. More lenient than RFC 3339, which the official schemas name: central systems send times
 * without a zone, and any ISO 8601 fraction or offset is to be taken (OCPP 1.6 ed.2 3.15, errata 3.10).
 */
export const dateTime = v.pipe(
  v.string(),
  v.check((text) => parseIsoTime(text) !== null, 'must be an ISO 8601 date and time'),
);
