import { type LogUploadContext, logUploadSetup } from './log-upload/setup.ts';
import { uploadStatus } from './rules/upload-status.ts';
import type { CommitRequest } from './vocabulary/effects.ts';

type Args = { context: LogUploadContext };

/** A notification whose answer nobody waits for. */
const UNANSWERED = -1;
/** How it stands, for who asks or looks on; the final status goes by `tellOutcome`. */
const tell = (phase: 'idle' | 'uploading', urgency: 'triggered' | 'normal') =>
  ({
    type: 'call',
    params: ({ context: { kind, data } }: Args) =>
      uploadStatus(kind, phase, { requestId: data.upload?.requestId ?? null, request: UNANSWERED, urgency }),
  }) as const;
const tellOutcome = {
  type: 'call',
  params: ({ context: { kind, control, data } }: Args) => {
    const { outcome, request } = control;
    const requestId = data.upload?.requestId ?? null;
    return uploadStatus(kind, outcome ?? 'failed', { requestId, request, urgency: 'normal' });
  },
} as const;
const storeOutcome = {
  type: 'commit',
  params: ({ context: { kind, control } }: Args): CommitRequest => ({
    purpose: 'concluded',
    changes: [{ type: 'upload-concluded', kind, outcome: control.outcome ?? 'failed' }],
  }),
} as const;
const storeEnd = {
  type: 'commit',
  params: ({ context: { kind } }: Args): CommitRequest => ({
    purpose: 'ended',
    changes: [{ type: 'upload-ended', kind }],
  }),
} as const;

/** The upload ends, whatever comes of it: another one takes its place (whitepaper N01.FR.12). */
const replaced = { target: '.uploading', actions: 'noteUpload' } as const;

/**
 * Sends a file that the central system asked for, and says how it goes. The station has two: one for
 * GetDiagnostics, one for GetLog. What was accepted ends in a final status, also after a restart.
 */
export const logUpload = logUploadSetup.createMachine({
  id: 'log-upload',
  context: ({ input: { kind, upload, link } }) => ({
    kind,
    control: {
      link,
      outcome: upload?.outcome ?? null,
      interrupted: upload !== null,
      retriesLeft: upload?.retries ?? 0,
      retryInterval_s: upload?.retryInterval_s ?? 0,
      attempt: 0,
      request: 0,
      tellingsLeft: 0,
    },
    data: { upload },
  }),
  description: 'Sends a file that the central system asked for, and says how it goes.',
  meta: { waitsFor: '', clause: 'OCPP 1.6 ed.2 4.4 and 5.9, whitepaper N01' },
  initial: 'deciding',
  on: {
    LINK: { actions: 'noteLink' },
    UPLOAD: replaced,
    REPORT_UPLOAD: { actions: tell('idle', 'triggered') },
  },
  states: {
    deciding: {
      description: 'Whether an upload was interrupted.',
      meta: { waitsFor: '' },
      always: [
        { guard: 'isConcluded', target: 'reporting' },
        { guard: 'wasInterrupted', target: 'resuming' },
        { target: 'idle' },
      ],
    },
    idle: { description: 'Nothing is asked for.', meta: { waitsFor: '' } },
    resuming: {
      description: 'The station restarted during an upload: it is begun again.',
      meta: { waitsFor: 'the central system' },
      on: { REPORT_UPLOAD: { actions: tell('uploading', 'triggered') } },
      always: { guard: 'online', target: 'uploading' },
    },
    uploading: {
      initial: 'transferring',
      description: 'The file is being sent.',
      meta: { waitsFor: '' },
      entry: tell('uploading', 'normal'),
      on: { REPORT_UPLOAD: { actions: tell('uploading', 'triggered') } },
      states: {
        transferring: {
          description: 'The file is on its way.',
          meta: { waitsFor: 'the server that takes the file' },
          entry: [
            'nextAttempt',
            {
              type: 'upload',
              params: ({ context: { kind, control } }) => ({ kind, attempt: control.attempt }),
            },
          ],
          exit: { type: 'abandonUpload', params: ({ context: { kind } }) => ({ kind }) },
          on: {
            UPLOAD_ENDED: [
              { guard: 'isOfAnother' },
              { guard: 'mayRetry', target: 'pausing', actions: 'countRetry' },
              { target: '#log-upload.concluding', actions: 'noteOutcome' },
            ],
          },
          after: {
            transferTimeout: [
              { guard: 'hasRetries', target: 'pausing', actions: 'countRetry' },
              { target: '#log-upload.concluding' },
            ],
          },
        },
        pausing: {
          description: 'It failed; it is tried again after retryInterval.',
          meta: { waitsFor: 'the next try', clause: 'OCPP 1.6 ed.2 6.25' },
          after: { retryInterval: 'transferring' },
        },
      },
    },
    concluding: {
      initial: 'storing',
      description: 'How it ended is stored before it is told.',
      meta: { waitsFor: 'storage' },
      states: {
        storing: {
          description: 'The commit is on its way.',
          meta: { waitsFor: 'storage' },
          entry: storeOutcome,
          on: { COMMITTED: '#log-upload.reporting', COMMIT_FAILED: 'refused' },
        },
        refused: {
          description: 'Storage refused; tried again.',
          meta: { waitsFor: 'room in storage' },
          after: { storageRetry: 'storing' },
        },
      },
    },
    reporting: {
      initial: 'waiting',
      description: 'The final status goes to the central system.',
      meta: { waitsFor: '' },
      entry: 'beginTelling',
      states: {
        waiting: {
          description: 'Nobody can be told now.',
          meta: { waitsFor: 'the central system' },
          always: { guard: 'online', target: 'telling' },
        },
        telling: {
          description: 'It was told.',
          meta: { waitsFor: 'the central system to confirm' },
          entry: ['nextRequest', tellOutcome],
          on: {
            CALL_ANSWERED: [{ guard: 'isOfAnother' }, { target: '#log-upload.forgetting' }],
            CALL_FAILED: [
              { guard: 'isOfAnother' },
              { guard: 'wasOffline', target: 'waiting' },
              { guard: 'hasTellings', target: 'resting', actions: 'countTelling' },
              { target: '#log-upload.forgetting' },
            ],
          },
        },
        resting: {
          description: 'It was not confirmed; told again after a while.',
          meta: { waitsFor: 'the next try' },
          after: { tellAgain: 'waiting' },
        },
      },
    },
    forgetting: {
      initial: 'storing',
      description: 'The central system knows: the upload is taken out of the records.',
      meta: { waitsFor: 'storage' },
      states: {
        storing: {
          description: 'The commit is on its way.',
          meta: { waitsFor: 'storage' },
          entry: storeEnd,
          on: { COMMITTED: '#log-upload.idle', COMMIT_FAILED: 'refused' },
        },
        refused: {
          description: 'Storage refused; tried again.',
          meta: { waitsFor: 'room in storage' },
          after: { storageRetry: 'storing' },
        },
      },
    },
  },
});

export type { LogUploadContext, LogUploadInput } from './log-upload/setup.ts';
