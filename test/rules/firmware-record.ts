import type { FirmwareRecord } from '../../machines/vocabulary/firmware.ts';

/** An update that was just accepted, to be fetched and installed at once. */
export const FIRMWARE: FirmwareRecord = {
  requestId: 9,
  retrieveAt: '2026-03-01T10:00:00.000Z',
  installAt: null,
  retries: 2,
  retryInterval_s: 10,
  signingCertificate: 'PEM',
  signature: 'c2lnbmF0dXJl',
  phase: 'accepted',
  digest: null,
  outcome: null,
  told: false,
};
