import { assign, sendTo, setup } from 'xstate';
import { cpoName } from '../rules/charge-point-certificates.ts';
import { securityProfileOf } from '../rules/security-profile.ts';
import { absentPort } from '../vocabulary/absent.ts';
import type { CallRequest, CommitRequest } from '../vocabulary/effects.ts';
import type { ChargePointCertificateEvent, ChargePointEvent, KeyMade } from '../vocabulary/events.ts';
import { OCPP_CONNECTION, type Peer } from '../vocabulary/peer.ts';
import type { RecordsView } from '../vocabulary/records.ts';
import type { StateMeta } from '../vocabulary/state-meta.ts';
import { isOnline, type LinkSummary } from '../vocabulary/summary.ts';

export type ChargePointCertificateInput = {
  readonly owner: Peer<ChargePointEvent>;
  readonly records: RecordsView;
  readonly link: LinkSummary;
};
export type ChargePointCertificateContext = {
  readonly owner: Peer<ChargePointEvent>;
  readonly records: RecordsView;
  readonly control: {
    readonly link: LinkSummary;
    /** The certificate has less than a month to live, and no other was delivered since that was noticed. */
    readonly renewalDue: boolean;
    /** A new one was delivered in this life, and the connection has not changed to it. */
    readonly delivered: boolean;
    /** Of the key pair, so that one that comes late is told from the one that is waited for. */
    readonly attempt: number;
    /** Of the SignCertificate that is waited for. */
    readonly request: number;
    /** How often SignCertificate is sent again if it is not answered. */
    readonly tellingsLeft: number;
    /** What the central system said to SignCertificate. */
    readonly taken: boolean;
  };
  readonly data: { readonly made: KeyMade | null };
};

/** What a certificate is asked for in the name of (whitepaper A02.FR.13). */
export type Subject = { readonly commonName: string; readonly organisation: string };

const TELLINGS = 3;
/** Numbers come round again long after anybody could mix them up. */
const next = (count: number): number => (count + 1) % 1_000;
const MUTUAL_TLS = 3;

export const chargePointCertificateSetup = setup({
  types: {
    context: {} as ChargePointCertificateContext,
    events: {} as ChargePointCertificateEvent,
    input: {} as ChargePointCertificateInput,
    meta: {} as StateMeta,
  },
  delays: {
    /** Seconds on a slow processor. */
    keyTimeout: 120_000,
    tellAgain: 30_000,
    /** One that is due and was not delivered is asked for again. */
    renewalRetry: 86_400_000,
  },
  actions: {
    /** Port: stores. Answered by COMMITTED or COMMIT_FAILED. */
    commit: absentPort<CommitRequest>('commit'),
    /** Port: asks the central system. Answered by CALL_ANSWERED or CALL_FAILED. */
    call: absentPort<CallRequest>('call'),
    /** Port: ALARM at a moment of the wall clock, also if that moment is over; null takes it back. */
    alarm: absentPort<{ id: string; wall_ms: number | null }>('alarm'),
    /** Port: a new key pair and the request for it. Answered by KEY_MADE or KEY_FAILED with the attempt. */
    makeKey: absentPort<Subject & { attempt: number }>('makeKey'),
    noteLink: assign({
      control: ({ context: { control }, event }) =>
        event.type === 'LINK' ? { ...control, link: event.link } : control,
    }),
    nextAttempt: assign({
      control: ({ context: { control } }) => ({ ...control, attempt: next(control.attempt) }),
    }),
    nextRequest: assign({
      control: ({ context: { control } }) => ({ ...control, request: next(control.request) }),
    }),
    noteMade: assign({ data: ({ event }) => ({ made: event.type === 'KEY_MADE' ? event : null }) }),
    forgetMade: assign({ data: { made: null } }),
    noteDue: assign({ control: ({ context: { control } }) => ({ ...control, renewalDue: true }) }),
    noteDelivered: assign({
      control: ({ context: { control } }) => ({ ...control, renewalDue: false, delivered: true }),
    }),
    noteShown: assign({ control: ({ context: { control } }) => ({ ...control, delivered: false }) }),
    noteTaken: assign({
      control: ({ context: { control }, event }) => ({ ...control, taken: isTaken(event) }),
    }),
    beginTelling: assign({
      control: ({ context: { control } }) => ({ ...control, tellingsLeft: TELLINGS }),
    }),
    countTelling: assign({
      control: ({ context: { control } }) => ({ ...control, tellingsLeft: control.tellingsLeft - 1 }),
    }),
    reconnect: sendTo(({ context }) => context.owner, {
      type: 'RELAY',
      to: OCPP_CONNECTION,
      event: { type: 'RECONNECT' },
    }),
  },
  guards: {
    online: ({ context }) => isOnline(context.control.link),
    /** Without the name of the operator there is nothing to ask for. */
    mayRequest: ({ context: { records } }) => cpoName(records.now) !== '',
    isUntold: ({ context: { records } }) => records.now.signingRequest?.answered === false,
    isRenewal: ({ event }) => event.type === 'ALARM' && event.id === 'renewal',
    isDue: ({ context }) => context.control.renewalDue,
    /** At the start it rings for what was valid all along: nothing to change. */
    isNew: ({ context: { records, control }, event }) =>
      event.type === 'ALARM' &&
      event.id === 'validity' &&
      (control.delivered || event.over !== true) &&
      securityProfileOf(records.now) === MUTUAL_TLS,
    hasTellings: ({ context }) => context.control.tellingsLeft > 0,
    wasOffline: ({ event }) => event.type === 'CALL_FAILED' && event.failure === 'offline',
    isOfStorage: ({ event }) =>
      (event.type === 'COMMITTED' || event.type === 'COMMIT_FAILED') && event.purpose === 'signing-request',
    /** Of a key pair or a request that nobody waits for any more. */
    isOfAnother: ({ context, event }) =>
      'attempt' in event
        ? event.attempt !== context.control.attempt
        : 'request' in event && event.request !== context.control.request,
  },
});

/** Whether SignCertificate.conf says Accepted. */
const isTaken = (event: ChargePointCertificateEvent): boolean =>
  event.type === 'CALL_ANSWERED' && 'status' in event.conf && event.conf.status === 'Accepted';
