import { assign, setup } from 'xstate';
import { absentPort } from '../vocabulary/absent.ts';
import type { CallRequest, CommitRequest } from '../vocabulary/effects.ts';
import type { LogUploadEvent } from '../vocabulary/events.ts';
import type { StateMeta } from '../vocabulary/state-meta.ts';
import { isOnline, type LinkSummary } from '../vocabulary/summary.ts';
import type { UploadKind, UploadOutcome, UploadRecord } from '../vocabulary/uploads.ts';

export type LogUploadInput = {
  readonly kind: UploadKind;
  /** One that the records hold from before. */
  readonly upload: UploadRecord | null;
  readonly link: LinkSummary;
};
export type LogUploadContext = {
  readonly kind: UploadKind;
  readonly control: {
    readonly link: LinkSummary;
    /** The records held one at the start that had not ended. */
    readonly interrupted: boolean;
    /** Null also of one that came to no end in time: it failed. */
    readonly outcome: UploadOutcome | null;
    readonly retriesLeft: number;
    readonly retryInterval_s: number;
    /** Of the transfer, so that the end of one that was cancelled is told from the end of this one. */
    readonly attempt: number;
    /** Of the notification that is waited for. */
    readonly request: number;
    /** How often the final status is told again if it is not confirmed. */
    readonly tellingsLeft: number;
  };
  readonly data: { readonly upload: UploadRecord | null };
};

const TELLINGS = 3;
/** Numbers come round again long after anybody could mix them up. */
const next = (count: number): number => (count + 1) % 1_000;

export const logUploadSetup = setup({
  types: {
    context: {} as LogUploadContext,
    events: {} as LogUploadEvent,
    input: {} as LogUploadInput,
    meta: {} as StateMeta,
  },
  delays: {
    retryInterval: ({ context }) => context.control.retryInterval_s * 1_000,
    /** A file of some megabytes over a slow line; who takes longer takes nothing. */
    transferTimeout: 300_000,
    storageRetry: 5_000,
    tellAgain: 30_000,
  },
  actions: {
    /** Port: stores. Answered by COMMITTED or COMMIT_FAILED. */
    commit: absentPort<CommitRequest>('commit'),
    /** Port: tells the central system. Answered by CALL_ANSWERED or CALL_FAILED. */
    call: absentPort<CallRequest>('call'),
    /** Port: sends the file of the stored upload. Answered by UPLOAD_ENDED with the same attempt. */
    upload: absentPort<{ kind: UploadKind; attempt: number }>('upload'),
    /** Port: ends a transfer that is under way; nothing comes of it then. */
    abandonUpload: absentPort<{ kind: UploadKind }>('abandonUpload'),
    noteLink: assign({
      control: ({ context: { control }, event }) =>
        event.type === 'LINK' ? { ...control, link: event.link } : control,
    }),
    noteUpload: assign(({ context, event }) => {
      if (event.type !== 'UPLOAD') return {};
      const { upload } = event;
      const { retries, retryInterval_s } = upload;
      const control = {
        ...context.control,
        outcome: null,
        retriesLeft: retries,
        retryInterval_s,
      };
      return { control, data: { upload } };
    }),
    nextAttempt: assign({
      control: ({ context: { control } }) => ({ ...control, attempt: next(control.attempt) }),
    }),
    nextRequest: assign({
      control: ({ context: { control } }) => ({ ...control, request: next(control.request) }),
    }),
    countRetry: assign({
      control: ({ context: { control } }) => ({ ...control, retriesLeft: control.retriesLeft - 1 }),
    }),
    noteOutcome: assign({
      control: ({ context: { control }, event }) =>
        event.type === 'UPLOAD_ENDED' ? { ...control, outcome: event.outcome } : control,
    }),
    beginTelling: assign({
      control: ({ context: { control } }) => ({ ...control, tellingsLeft: TELLINGS }),
    }),
    countTelling: assign({
      control: ({ context: { control } }) => ({ ...control, tellingsLeft: control.tellingsLeft - 1 }),
    }),
  },
  guards: {
    online: ({ context }) => isOnline(context.control.link),
    isConcluded: ({ context }) => context.control.outcome !== null,
    wasInterrupted: ({ context }) => context.control.interrupted,
    hasRetries: ({ context }) => context.control.retriesLeft > 0,
    mayRetry: ({ context, event }) =>
      event.type === 'UPLOAD_ENDED' && event.outcome === 'failed' && context.control.retriesLeft > 0,
    hasTellings: ({ context }) => context.control.tellingsLeft > 0,
    wasOffline: ({ event }) => event.type === 'CALL_FAILED' && event.failure === 'offline',
    /** Of a transfer or a notification that nobody waits for any more. */
    isOfAnother: ({ context, event }) =>
      event.type === 'UPLOAD_ENDED'
        ? event.attempt !== context.control.attempt
        : 'request' in event && event.request !== context.control.request,
  },
});
