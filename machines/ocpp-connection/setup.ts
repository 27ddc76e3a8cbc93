import { assign, setup, spawnChild, stateIn } from 'xstate';
import { type CallQueueInput, callQueue } from '../rules/call-queue.ts';
import { integerOf } from '../rules/configuration-values.ts';
import { securityProfileOf } from '../rules/security-profile.ts';
import { absentPort } from '../vocabulary/absent.ts';
import { bootAnswer } from '../vocabulary/answers.ts';
import type { CallRequest, CommitRequest } from '../vocabulary/effects.ts';
import type { ChargePointEvent, OcppConnectionEvent } from '../vocabulary/events.ts';
import { CALL_QUEUE, type Peer } from '../vocabulary/peer.ts';
import type { RecordsView, StationRecords } from '../vocabulary/records.ts';
import { hostReducer } from '../vocabulary/reducer.ts';
import type { StateMeta } from '../vocabulary/state-meta.ts';
import type { Registration } from '../vocabulary/summary.ts';

export type OcppConnectionInput = {
  readonly owner: Peer<ChargePointEvent>;
  readonly records: RecordsView;
  readonly queue: CallQueueInput;
  /** After an actor was rebuilt the station is still registered; after a start of the station it is not. */
  readonly registration: Registration;
  /** Of firmware that was installed; null: the station profile has that of the one that it came with. */
  readonly firmwareVersion: string | null;
};
export type OcppConnectionContext = {
  readonly owner: Peer<ChargePointEvent>;
  readonly records: RecordsView;
  readonly queue: CallQueueInput;
  readonly firmwareVersion: string | null;
  readonly control: {
    readonly accepted: boolean;
    /** Back-off before the next connection. */
    readonly backOff_ms: number;
    /** It has been in vain for a while: longer pauses. */
    readonly patient: boolean;
    /** What the central system wants us to wait before the next BootNotification. */
    readonly bootRetry_s: number;
    readonly request: number;
    /** The security profile of this attempt or connection. */
    readonly securityProfile: number;
    /** Of those with a way back to the profile before: a few with the new one, then one with that. */
    readonly attempt: number;
    /** The highest security profile with which a connection succeeded since the actor started. */
    readonly proven: number;
    /** Of the open connection, with TLS. */
    readonly root: string | null;
  };
};

/** The wait of a central system that gives none (interval 0: own choice, OCPP 1.6 ed.2 4.2; less is none). */
const OWN_BOOT_RETRY_S = 30;
const bootRetry_s = (interval_s: number): number => (interval_s > 0 ? interval_s : OWN_BOOT_RETRY_S);
/** The least that TLS takes: security profiles 2 and 3. */
const WITH_TLS = 2;
/**
 * Reconnect: 1 to 5 s at first, then 5 to 60 s; the edge brings the jitter. With TLS 2 to 3.5 s at first: a
 * laboratory shows an invalid certificate for twice the time that the last reconnect took (TC_078).
 */
function backOff_ms({ patient, securityProfile }: OcppConnectionContext['control'], jitter: number): number {
  if (patient) return 5_000 + jitter * 55_000;
  return securityProfile < WITH_TLS ? 1_000 + jitter * 4_000 : 2_000 + jitter * 1_500;
}

/** Seconds pass between attempts: a central system that restarts with TLS has about a quarter of a minute. */
const ATTEMPTS_WITH_NEW_PROFILE = 5;

type Attempt = Pick<OcppConnectionContext['control'], 'securityProfile' | 'attempt'>;
/**
 * The security profile in force; but while no connection has succeeded with it, every sixth attempt is made
 * with the one before (whitepaper A05.FR.08). After one success never (FR.09).
 */
function nextAttempt(control: OcppConnectionContext['control'], records: StationRecords): Attempt {
  const wanted = securityProfileOf(records);
  const fallback = control.proven < wanted ? records.securityFallback : null;
  if (fallback === null) return { securityProfile: wanted, attempt: 0 };
  const attempt = (control.attempt % (ATTEMPTS_WITH_NEW_PROFILE + 1)) + 1;
  return { securityProfile: attempt > ATTEMPTS_WITH_NEW_PROFILE ? fallback : wanted, attempt };
}

export const ocppConnectionSetup = setup({
  types: {
    context: {} as OcppConnectionContext,
    events: {} as OcppConnectionEvent,
    input: {} as OcppConnectionInput,
    meta: {} as StateMeta,
  },
  actors: {
    /** The glue hosts it with its effects performed. */
    callQueue: hostReducer(callQueue, absentPort('callQueue').bind(null, null)),
  },
  delays: {
    backOff: ({ context }) => context.control.backOff_ms,
    eagerPeriod: 300_000,
    connectTimeout: 30_000,
    /** Reset.req follows a change of SecurityProfile (TC_083). */
    reconnectGrace: 3_000,
    pingInterval: ({ context }) => integerOf(context.records.now, 'WebSocketPingInterval') * 1000,
    pongTimeout: 10_000,
    bootRetry: ({ context }) => context.control.bootRetry_s * 1000,
    /** After a CALLERROR or silence. */
    bootRepeat: 10_000,
    heartbeatInterval: ({ context }) => integerOf(context.records.now, 'HeartbeatInterval') * 1000,
  },
  actions: {
    /** Port: stores. Answered by COMMITTED or COMMIT_FAILED. */
    commit: absentPort<CommitRequest>('commit'),
    /** Port: asks the central system. Answered by CALL_ANSWERED or CALL_FAILED. */
    call: absentPort<CallRequest>('call'),
    /** Port: answered by SOCKET_OPENED, SOCKET_REFUSED, and later SOCKET_CLOSED. */
    openSocket: absentPort<{ securityProfile: number }>('openSocket'),
    /** Port: answered by SOCKET_CLOSED. */
    closeSocket: absentPort<{ detail: string }>('closeSocket'),
    /** Port: answered by PONG. */
    ping: absentPort<undefined>('ping'),
    /** Port: the central system's time, as ISO 8601. */
    setTime: absentPort<{ currentTime: string; first: boolean }>('setTime'),
    startQueue: spawnChild('callQueue', {
      id: CALL_QUEUE,
      input: ({ context }: { context: OcppConnectionContext }) => context.queue,
    }),
    chooseProfile: assign({
      control: ({ context: { control, records } }) => ({ ...control, ...nextAttempt(control, records.now) }),
    }),
    noteOpened: assign({
      control: ({ context: { control }, event }) => ({
        ...control,
        proven: Math.max(control.proven, control.securityProfile),
        root: event.type === 'SOCKET_OPENED' ? (event.root ?? null) : null,
      }),
    }),
    nextRequest: assign({
      control: ({ context: { control } }) => ({ ...control, request: (control.request + 1) % 1000 }),
    }),
    noteBackOff: assign({
      control: ({ context: { control }, event }) => ({
        ...control,
        backOff_ms: backOff_ms(control, 'jitter' in event ? event.jitter : 0.5),
      }),
    }),
    becomePatient: assign({ control: ({ context: { control } }) => ({ ...control, patient: true }) }),
    becomeEager: assign({ control: ({ context: { control } }) => ({ ...control, patient: false }) }),
    noteBootRetry: assign({
      control: ({ context: { control }, event }) => ({
        ...control,
        bootRetry_s: bootRetry_s(bootAnswer(event)?.interval ?? 0),
      }),
    }),
    noteAccepted: assign({ control: ({ context: { control } }) => ({ ...control, accepted: true }) }),
  },
  guards: {
    hasWayBack: ({ context }) => context.records.now.securityFallback !== null,
    connected: stateIn({ link: 'connected' }),
    wasAccepted: ({ context }) => context.control.accepted,
    isMyAnswer: ({ context, event }) =>
      (event.type === 'CALL_ANSWERED' || event.type === 'CALL_FAILED') &&
      event.request === context.control.request,
    saysAccepted: ({ context, event }) =>
      bootAnswer(event)?.status === 'Accepted' &&
      event.type === 'CALL_ANSWERED' &&
      event.request === context.control.request,
    saysPending: ({ context, event }) =>
      bootAnswer(event)?.status === 'Pending' &&
      event.type === 'CALL_ANSWERED' &&
      event.request === context.control.request,
    wasOffline: ({ event }) => event.type === 'CALL_FAILED' && event.failure === 'offline',
    wasSilent: ({ event }) => event.type === 'CALL_FAILED' && event.failure === 'timeout',
    pings: ({ context }) => integerOf(context.records.now, 'WebSocketPingInterval') > 0,
    beats: ({ context }) => integerOf(context.records.now, 'HeartbeatInterval') > 0,
    isPingKey: ({ event }) => event.type === 'CONFIGURATION_CHANGED' && event.key === 'WebSocketPingInterval',
    isHeartbeatKey: ({ event }) =>
      event.type === 'CONFIGURATION_CHANGED' && event.key === 'HeartbeatInterval',
    isHeartbeatAnswer: ({ event }) => event.type === 'CALL_ANSWERED' && event.action === 'Heartbeat',
  },
});
