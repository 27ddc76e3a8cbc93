import { assign, setup, spawnChild, stateIn } from 'xstate';
import { type CallQueueInput, callQueue } from '../rules/call-queue.ts';
import { integerOf } from '../rules/configuration-values.ts';
import { absentPort } from '../vocabulary/absent.ts';
import { bootAnswer } from '../vocabulary/answers.ts';
import type { CallRequest, CommitRequest } from '../vocabulary/effects.ts';
import type { ChargePointEvent, OcppConnectionEvent } from '../vocabulary/events.ts';
import { CALL_QUEUE, type Peer } from '../vocabulary/peer.ts';
import type { RecordsView } from '../vocabulary/records.ts';
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
  };
};

/** The wait of a central system that gives none (interval 0: own choice, OCPP 1.6 ed.2 4.2). */
const OWN_BOOT_RETRY_S = 30;
/** Reconnect: 1 to 5 s at first, then 5 to 60 s; the edge brings the jitter. */
const backOff_ms = (patient: boolean, jitter: number): number =>
  patient ? 5_000 + jitter * 55_000 : 1_000 + jitter * 4_000;

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
    reconnectGrace: 1_000,
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
    openSocket: absentPort<undefined>('openSocket'),
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
    nextRequest: assign({
      control: ({ context: { control } }) => ({ ...control, request: (control.request + 1) % 1000 }),
    }),
    noteBackOff: assign({
      control: ({ context: { control }, event }) => ({
        ...control,
        backOff_ms: backOff_ms(control.patient, 'jitter' in event ? event.jitter : 0.5),
      }),
    }),
    becomePatient: assign({ control: ({ context: { control } }) => ({ ...control, patient: true }) }),
    becomeEager: assign({ control: ({ context: { control } }) => ({ ...control, patient: false }) }),
    noteBootRetry: assign({
      control: ({ context: { control }, event }) => ({
        ...control,
        bootRetry_s: bootAnswer(event)?.interval || OWN_BOOT_RETRY_S,
      }),
    }),
    noteAccepted: assign({ control: ({ context: { control } }) => ({ ...control, accepted: true }) }),
  },
  guards: {
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
