import { assign, sendTo, setup } from 'xstate';
import { type FirmwareStatus, firmwareStatus, statusOf } from '../rules/firmware-status.ts';
import { absentPort } from '../vocabulary/absent.ts';
import type { CallRequest, CommitRequest } from '../vocabulary/effects.ts';
import type { ChargePointEvent, FirmwareUpdateEvent } from '../vocabulary/events.ts';
import type {
  DownloadOutcome,
  FirmwareOutcome,
  FirmwarePhase,
  FirmwareRecord,
} from '../vocabulary/firmware.ts';
import { parseIsoTime } from '../vocabulary/instant.ts';
import type { Peer } from '../vocabulary/peer.ts';
import type { RecordsView } from '../vocabulary/records.ts';
import type { StateMeta } from '../vocabulary/state-meta.ts';
import { isOnline, type LinkSummary } from '../vocabulary/summary.ts';

export type FirmwareUpdateInput = {
  readonly owner: Peer<ChargePointEvent>;
  readonly records: RecordsView;
  /** What the records hold of an update. */
  readonly update: FirmwareRecord | null;
  /** SHA-256 of the firmware that runs; null: the one that the station came with. */
  readonly running: string | null;
  /** The station starts; else the actor is built anew while it runs. */
  readonly atStart: boolean;
  readonly link: LinkSummary;
  readonly busy: boolean;
};
export type FirmwareUpdateContext = {
  readonly owner: Peer<ChargePointEvent>;
  readonly records: RecordsView;
  readonly control: {
    readonly link: LinkSummary;
    /** A transaction runs, or is not over. */
    readonly busy: boolean;
    /** How far the update of the records had come when the actor was built. */
    readonly phase: FirmwarePhase | null;
    /** Of those records: the station has started since, and what was to be installed is what runs. */
    readonly atStart: boolean;
    readonly isRunning: boolean;
    readonly outcome: FirmwareOutcome | null;
    /** It may be fetched, and installed, now. */
    readonly due: boolean;
    readonly installDue: boolean;
    readonly retriesLeft: number;
    readonly retryInterval_s: number;
    /** Of what was begun last, so that the end of one that was abandoned is told from the end of this one. */
    readonly attempt: number;
    /** Of the notification that is waited for. */
    readonly request: number;
    /** How often the final status is told again if it is not confirmed. */
    readonly tellingsLeft: number;
  };
  readonly data: {
    readonly update: FirmwareRecord | null;
    readonly digest: string | null;
    /** What was said last. */
    readonly status: FirmwareStatus;
  };
};

type Control = FirmwareUpdateContext['control'];
const TELLINGS = 3;
/** A notification whose answer nobody waits for. */
const UNANSWERED = -1;
/** Numbers come round again long after anybody could mix them up. */
const next = (count: number): number => (count + 1) % 1_000;

export const alreadyTold = (update: FirmwareRecord | null): boolean => update === null || update.told;

export const firmwareUpdateSetup = setup({
  types: {
    context: {} as FirmwareUpdateContext,
    events: {} as FirmwareUpdateEvent,
    input: {} as FirmwareUpdateInput,
    meta: {} as StateMeta,
  },
  delays: {
    retryInterval: ({ context }) => context.control.retryInterval_s * 1_000,
    /** Some hundred megabytes over a slow line. */
    downloadTimeout: 3_600_000,
    installTimeout: 1_800_000,
    /** Statuses are sent before what they lead to. */
    statusesOut: 500,
    storageRetry: 5_000,
    tellAgain: 30_000,
  },
  actions: {
    /** Port: stores. Answered by COMMITTED or COMMIT_FAILED. */
    commit: absentPort<CommitRequest>('commit'),
    /** Port: tells the central system. Answered by CALL_ANSWERED or CALL_FAILED. */
    call: absentPort<CallRequest>('call'),
    /** Port: ALARM at a moment of the wall clock, also if that moment is over; null takes it back. */
    alarm: absentPort<{ id: string; wall_ms: number | null }>('alarm'),
    /** Port: fetches the file of the stored update. Answered by DOWNLOAD_ENDED with the same attempt. */
    download: absentPort<{ attempt: number }>('download'),
    /** Port: ends a download that is under way; nothing comes of it then. */
    abandonDownload: absentPort<undefined>('abandonDownload'),
    /** Port: checks the signature over the whole file. Answered by VERIFIED with the same attempt. */
    verify: absentPort<{ attempt: number }>('verify'),
    /** Port: puts the firmware in place. Answered by INSTALL_ENDED with the same attempt. */
    install: absentPort<{ attempt: number }>('install'),
    toOwner: sendTo(
      ({ context }) => context.owner,
      (_, params: ChargePointEvent) => params,
    ),
    noteStatus: assign({
      data: ({ context: { data } }, { status }: { status: FirmwareStatus }) => ({ ...data, status }),
    }),
    noteLink: assign({
      control: ({ context: { control }, event }) =>
        event.type === 'LINK' ? { ...control, link: event.link } : control,
    }),
    noteBusy: assign({
      control: ({ context: { control }, event }) =>
        event.type === 'BUSY' ? { ...control, busy: event.busy } : control,
    }),
    noteUpdate: assign(({ context, event }) => {
      if (event.type !== 'UPDATE') return {};
      const { update, due, busy } = event;
      const { retries, retryInterval_s } = update;
      const control: Control = {
        ...context.control,
        outcome: null,
        busy,
        due,
        installDue: false,
        retriesLeft: retries,
        retryInterval_s,
      };
      return { control, data: { ...context.data, update, digest: null } };
    }),
    noteDue: assign({ control: ({ context: { control } }) => ({ ...control, due: true }) }),
    noteInstallDue: assign({ control: ({ context: { control } }) => ({ ...control, installDue: true }) }),
    noteVerified: assign(({ context, event }) => {
      if (event.type !== 'VERIFIED') return {};
      const installAt = context.data.update?.installAt ?? null;
      const installDue = installAt === null || (parseIsoTime(installAt) ?? 0) <= event.at.wall_ms;
      const control: Control = { ...context.control, installDue };
      return { control, data: { ...context.data, digest: event.digest } };
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
      control: ({ context: { control } }, { outcome }: { outcome: FirmwareOutcome }) => ({
        ...control,
        outcome,
      }),
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
    busy: ({ context }) => context.control.busy,
    due: ({ context }) => context.control.due,
    installDue: ({ context }) => context.control.installDue,
    isConcluded: ({ context }) => context.control.outcome !== null,
    hasNone: ({ context }) => context.control.phase === null,
    wasVerified: ({ context }) => context.control.phase === 'verified',
    wasInstalling: ({ context }) => context.control.phase === 'installing',
    wasRebooting: ({ context }) => context.control.phase === 'rebooting',
    atStart: ({ context }) => context.control.atStart,
    isRunning: ({ context }) => context.control.isRunning,
    downloaded: ({ event }) => event.type === 'DOWNLOAD_ENDED' && event.outcome === 'downloaded',
    mayRetry: ({ context, event }) =>
      event.type === 'DOWNLOAD_ENDED' && isWorthIt(event.outcome) && context.control.retriesLeft > 0,
    hasRetries: ({ context }) => context.control.retriesLeft > 0,
    hasNoFile: ({ event }) => event.type === 'VERIFIED' && event.digest === null,
    isValid: ({ event }) => event.type === 'VERIFIED' && event.valid,
    endedAs: ({ event }, { outcome }: { outcome: FirmwareOutcome }) =>
      event.type === 'INSTALL_ENDED' && event.outcome === outcome,
    hasTellings: ({ context }) => context.control.tellingsLeft > 0,
    wasOffline: ({ event }) => event.type === 'CALL_FAILED' && event.failure === 'offline',
    /** Of something begun, or a notification, that nobody waits for any more. */
    isOfAnother: ({ context, event }) => {
      if ('attempt' in event) return event.attempt !== context.control.attempt;
      return 'request' in event && event.request !== context.control.request;
    },
  },
});

const isWorthIt = (outcome: DownloadOutcome): boolean => outcome === 'failed';

type Args = { context: FirmwareUpdateContext };

/** A status on the way, whose answer nobody waits for. */
export const say = (status: FirmwareStatus) =>
  [
    { type: 'noteStatus', params: { status } },
    {
      type: 'call',
      params: ({ context: { data } }: Args) =>
        firmwareStatus(status, {
          requestId: data.update?.requestId ?? null,
          request: UNANSWERED,
          urgency: 'normal',
        }),
    },
  ] as const;

/** How it stands, for who asks: nothing to say of an update that was installed. */
export const report = {
  type: 'call',
  params: ({ context: { data } }: Args) =>
    firmwareStatus(data.status === 'Installed' ? 'Idle' : data.status, {
      requestId: data.update?.requestId ?? null,
      request: UNANSWERED,
      urgency: 'triggered',
    }),
} as const;

export const contextOf = ({
  owner,
  records,
  update,
  running,
  atStart,
  link,
  busy,
}: FirmwareUpdateInput): FirmwareUpdateContext => ({
  owner,
  records,
  control: {
    link,
    busy,
    phase: alreadyTold(update) ? null : (update?.phase ?? null),
    atStart,
    isRunning: running !== null && running === update?.digest,
    outcome: alreadyTold(update) ? null : (update?.outcome ?? null),
    due: false,
    installDue: false,
    retriesLeft: update?.retries ?? 0,
    retryInterval_s: update?.retryInterval_s ?? 0,
    attempt: 0,
    request: 0,
    tellingsLeft: 0,
  },
  data: { update, digest: update?.digest ?? null, status: statusOf(update) },
});
