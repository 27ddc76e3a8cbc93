import { uploadActor } from '../../../machines/vocabulary/peer.ts';
import type { UploadRecord } from '../../../machines/vocabulary/uploads.ts';
import { AloneModel } from './alone-model.ts';

const UPLOAD: UploadRecord = {
  requestId: 7,
  logType: 'DiagnosticsLog',
  fileName: 'x',
  oldest: null,
  latest: null,
  retries: 1,
  retryInterval_s: 20,
  outcome: null,
};
/** What the records hold of it as the station starts. */
const BEFORE: Readonly<Record<string, UploadRecord | null>> = {
  nothing: null,
  'an interrupted one': UPLOAD,
  'one that ended': { ...UPLOAD, outcome: 'uploaded' },
};
const ACTION = 'LogStatusNotification';

/** log-upload by itself, with each of the records. */
export const LOG_UPLOAD_ALONE = Object.entries(BEFORE).map(
  ([before, upload]) =>
    () =>
      new AloneModel({
        name: `log upload, before: ${before}`,
        scope: ['one retry'],
        machine: 'logUpload',
        address: uploadActor('log'),
        input: { kind: 'log', upload },
        heard: [
          ['GetLog', { type: 'UPLOAD', upload: UPLOAD }],
          ['TriggerMessage', { type: 'REPORT_UPLOAD' }],
          ['stored', { type: 'COMMITTED', purpose: '', then: [] }],
          ['not stored', { type: 'COMMIT_FAILED', purpose: '' }],
        ],
        answered: ({ request, attempt }) => [
          ['confirmed', { type: 'CALL_ANSWERED', action: ACTION, request, conf: {} }],
          ...(['offline', 'timeout'] as const).map(
            (failure) => [failure, { type: 'CALL_FAILED', action: ACTION, request, failure }] as const,
          ),
          ...(['uploaded', 'failed', 'not-supported'] as const).map(
            (outcome) => [outcome, { type: 'UPLOAD_ENDED', attempt, outcome }] as const,
          ),
        ],
      }),
);
