import type { FirmwareRecord } from '../../../machines/vocabulary/firmware.ts';
import { FIRMWARE_UPDATE } from '../../../machines/vocabulary/peer.ts';
import { RECORDS } from '../../rules/station-fixture.ts';
import { AloneModel } from './alone-model.ts';

const UPDATE: FirmwareRecord = {
  requestId: 7,
  retrieveAt: '2026-01-01T00:00:00.000Z',
  installAt: '2026-01-02T00:00:00.000Z',
  retries: 1,
  retryInterval_s: 20,
  signingCertificate: 'x',
  signature: 'x',
  phase: 'accepted',
  digest: null,
  outcome: null,
  told: false,
};
const INSTALLING: FirmwareRecord = { ...UPDATE, phase: 'installing', digest: 'new' };
const REBOOTING: FirmwareRecord = { ...INSTALLING, phase: 'rebooting' };
type Before = { readonly update: FirmwareRecord | null; readonly running?: string; readonly atStart?: false };
/** What the records hold of an update, and what runs, as the actor is built. */
const BEFORE: Readonly<Record<string, Before>> = {
  nothing: { update: null },
  'one that was accepted': { update: UPDATE },
  'a verified one': { update: { ...UPDATE, phase: 'verified', digest: 'new' } },
  'one that was being installed': { update: INSTALLING },
  'one that runs': { update: REBOOTING, running: 'new' },
  'one that ended': { update: { ...UPDATE, outcome: 'download-failed' } },
  'an installation under way': { update: INSTALLING, atStart: false },
  'a restart under way': { update: REBOOTING, atStart: false },
};

const ACTION = 'SignedFirmwareStatusNotification';
/** Before and after installDateTime. */
const AT = { early: Date.UTC(2026, 0, 1), late: Date.UTC(2026, 0, 3) };
const verified = (attempt: number, digest: string | null, valid: boolean, wall_ms: number) => ({
  ...{ type: 'VERIFIED', attempt, digest, valid },
  at: { monotonic_ms: 0, wall_ms },
});

/** firmware-update by itself, with each of the records. */
export const FIRMWARE_UPDATE_ALONE = Object.entries(BEFORE).map(
  ([before, { update, running = null, atStart = true }]) =>
    () =>
      new AloneModel({
        name: `firmware update, before: ${before}`,
        scope: ['one retry'],
        machine: 'firmwareUpdate',
        address: FIRMWARE_UPDATE,
        input: {
          records: { now: RECORDS, toJSON: () => undefined },
          ...{ update, running, atStart, busy: false },
        },
        heard: [
          ['SignedUpdateFirmware', { type: 'UPDATE', update: UPDATE, due: false, busy: false }],
          ['SignedUpdateFirmware, due', { type: 'UPDATE', update: UPDATE, due: true, busy: false }],
          ['a transaction', { type: 'BUSY', busy: true }],
          ['no transaction', { type: 'BUSY', busy: false }],
          ['alarm', { type: 'ALARM', id: 'x', wall_ms: 0 }],
          ['ExtendedTriggerMessage', { type: 'REPORT_FIRMWARE' }],
          ['stored', { type: 'COMMITTED', purpose: '', then: [] }],
          ['not stored', { type: 'COMMIT_FAILED', purpose: '' }],
        ],
        answered: ({ request, attempt }) => [
          ['confirmed', { type: 'CALL_ANSWERED', action: ACTION, request, conf: {} }],
          ...(['offline', 'timeout'] as const).map(
            (failure) => [failure, { type: 'CALL_FAILED', action: ACTION, request, failure }] as const,
          ),
          ...(['downloaded', 'failed', 'not-supported'] as const).map(
            (outcome) => [outcome, { type: 'DOWNLOAD_ENDED', attempt, outcome }] as const,
          ),
          ...(['installed', 'installation-failed', 'verification-failed'] as const).map(
            (outcome) => [outcome, { type: 'INSTALL_ENDED', attempt, outcome }] as const,
          ),
          ['no file', verified(attempt, null, false, AT.late)],
          ['a wrong signature', verified(attempt, 'other', false, AT.late)],
          ['a right signature', verified(attempt, 'new', true, AT.early)],
          ['a right signature, late', verified(attempt, 'new', true, AT.late)],
        ],
      }),
);
