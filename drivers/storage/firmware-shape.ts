import * as v from 'valibot';
import type { FirmwareRecord } from '../../machines/vocabulary/firmware.ts';

const count = v.pipe(v.number(), v.integer(), v.minValue(0));

/** The row of a firmware update, as this program writes it. */
export const firmwareShape: v.GenericSchema<unknown, FirmwareRecord> = v.looseObject({
  requestId: v.number(),
  retrieveAt: v.string(),
  installAt: v.nullable(v.string()),
  retries: count,
  retryInterval_s: count,
  signingCertificate: v.string(),
  signature: v.string(),
  phase: v.picklist(['accepted', 'verified', 'installing', 'rebooting']),
  digest: v.nullable(v.string()),
  outcome: v.nullable(
    v.picklist([
      'installed',
      'download-failed',
      'invalid-signature',
      'installation-failed',
      'verification-failed',
    ]),
  ),
  told: v.boolean(),
});
