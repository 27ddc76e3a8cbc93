import { and, assign, not, raise, sendTo, setup, spawnChild, stateIn, stopChild } from 'xstate';
import { WELD } from '../contactor/power.ts';
import { contactor } from '../contactor.ts';
import { booleanOf, integerOf } from '../rules/configuration-values.ts';
import { isMeterFailure, isSameFault } from '../rules/faults.ts';
import { transaction } from '../transaction.ts';
import { absentPort } from '../vocabulary/absent.ts';
import { authorizeAnswer } from '../vocabulary/answers.ts';
import type { CallRequest, CommitRequest, Withdrawal } from '../vocabulary/effects.ts';
import type {
  Authorised,
  ChargePointEvent,
  ConnectorEvent,
  ContactorEvent,
  RemoteStart,
  TransactionEvent,
} from '../vocabulary/events.ts';
import { sameIdTag } from '../vocabulary/id-tag.ts';
import { contactorActor, type Peer, transactionActor } from '../vocabulary/peer.ts';
import { MIN_OFFER_A } from '../vocabulary/pilot.ts';
import type { RecordsView } from '../vocabulary/records.ts';
import type { StateMeta } from '../vocabulary/state-meta.ts';
import type { Fault, StopReason } from '../vocabulary/status.ts';
import { isOnline, type LinkSummary } from '../vocabulary/summary.ts';
import {
  isFaulted,
  mayUseReservation,
  parentOf,
  transactionAllocatedTo,
  withFault,
  withoutFault,
} from './control.ts';
import { type HandOver, handedOver } from './hand-over.ts';

export type ConnectorInput = {
  readonly connectorId: number;
  readonly owner: Peer<ChargePointEvent>;
  readonly records: RecordsView;
  /** Why a transaction that the records hold open was interrupted. */
  readonly interruption: StopReason;
  readonly limit_A: number;
  readonly link: LinkSummary;
  readonly faults: readonly Fault[];
  readonly reservationId: number | null;
};

export type ConnectorControl = {
  /** Whose session it is; while Finishing, whose transaction ended here; null for nobody. */
  readonly idTag: string | null;
  readonly parentIdTag: string | null;
  readonly floating: boolean;
  readonly transaction: number | null;
  readonly interruption: StopReason | null;
  /** The central system refused the idTag of the running transaction. */
  readonly deauthorised: boolean;
  readonly limit_A: number;
  readonly online: boolean;
  readonly faults: readonly Fault[];
  /** The reservation that holds this connector, and the one the session uses. */
  readonly reservedBy: number | null;
  readonly using: number | null;
  /** The number of the Authorize asked last: an answer to an older one is nobody's. */
  readonly request: number;
  readonly acceptedIfOffline: boolean;
  /** An orderly stop or a Reset is under way: nothing starts. */
  readonly halting: boolean;
  /** A remote start is being authorised on a Finishing connector: refused, it is Finishing again. */
  readonly restarting: boolean;
  /** How often the ground-fault latch was reset since the cable was plugged. */
  readonly groundRetries: number;
};

export type ConnectorData = {
  /** Carried from a remote start to its transaction. */
  readonly chargingProfile: RemoteStart['chargingProfile'];
};

export type ConnectorContext = {
  readonly connectorId: number;
  readonly owner: Peer<ChargePointEvent>;
  readonly records: RecordsView;
  readonly control: ConnectorControl;
  readonly data: ConnectorData;
};

type Args = { context: ConnectorContext };
const faultOf = (event: ConnectorEvent): Fault | null =>
  event.type === 'FAULT' || event.type === 'FAULT_CLEARED' || event.type === 'POWER_FAULT'
    ? event.fault
    : null;

const METER_SILENT: Fault = {
  errorCode: 'PowerMeterFailure',
  source: 'meter',
  info: 'Energy meter does not answer',
};

const GROUND_FAULT: Fault = { errorCode: 'GroundFailure', source: 'board' };
/** Resets of the ground-fault latch by itself, for one vehicle. */
const MOST_GROUND_RETRIES = 4;

export const connectorSetup = setup({
  types: {
    context: {} as ConnectorContext,
    events: {} as ConnectorEvent,
    input: {} as ConnectorInput,
    meta: {} as StateMeta,
  },
  actors: { contactor, transaction },
  delays: {
    /** OCPP 1.6 ed.2 9.1.6, errata 3.77: from the start of Preparing. */
    connectionTimeOut: ({ context }) => integerOf(context.records.now, 'ConnectionTimeOut') * 1000,
    /** Without an answer to Authorize the offline rules decide. */
    authorizeTimeout: 10_000,
    /** An internal error is shown this long before the connector is offered again. */
    internalErrorShown: 5_000,
    /** A passing ground fault is given this long. */
    groundFaultRetry: 900_000,
  },
  actions: {
    /** Port: stores. Answered by COMMITTED or COMMIT_FAILED. */
    commit: absentPort<CommitRequest>('commit'),
    /** Port: asks the central system. Answered by CALL_ANSWERED or CALL_FAILED. */
    call: absentPort<CallRequest>('call'),
    /** Port: takes a CALL back that was not sent yet. No result. */
    withdraw: absentPort<Withdrawal>('withdraw'),
    /** Port: resets the ground-fault latch. What comes of it the board says: FAULT or FAULT_CLEARED. */
    resetLatch: absentPort<{ connectorId: number }>('resetLatch'),
    toContactor: sendTo(
      ({ context }) => contactorActor(context.connectorId),
      (_, params: ContactorEvent) => params,
    ),
    toTransaction: sendTo(
      ({ context }) => transactionActor(context.control.transaction ?? 0),
      (_, params: TransactionEvent) => params,
    ),
    /** At once. The session goes on; that it is open is known only when it says so. */
    openContactor: sendTo(({ context }) => contactorActor(context.connectorId), {
      type: 'OPEN_NOW',
    } satisfies ContactorEvent),
    noteOpening: raise({ type: 'OPENING' }),
    startContactor: spawnChild('contactor', {
      id: ({ context }: Args) => contactorActor(context.connectorId),
      input: ({ context, self }) => ({ connectorId: context.connectorId, owner: self }),
    }),
    startTransaction: spawnChild('transaction', {
      id: ({ context }: Args) => transactionActor(context.control.transaction ?? 0),
      input: ({ context, self }) => ({
        id: context.control.transaction ?? 0,
        connectorId: context.connectorId,
        idTag: context.control.idTag ?? '',
        parentIdTag: context.control.parentIdTag,
        reservationId: context.control.using,
        owner: self,
        records: context.records,
        interrupted: context.control.interruption,
        chargingProfile: context.data.chargingProfile,
      }),
    }),
    endTransaction: stopChild(({ context }: Args) => transactionActor(context.control.transaction ?? 0)),
    allocateTransaction: assign({
      control: ({ context }) => ({
        ...context.control,
        transaction: transactionAllocatedTo(context.connectorId, context.records.now),
        deauthorised: false,
      }),
    }),
    forgetTransaction: assign({
      control: ({ context }) => ({
        ...context.control,
        transaction: null,
        interruption: null,
        deauthorised: false,
        using: null,
      }),
    }),
    noteDriver: assign({
      control: (
        { context },
        { idTag, parentIdTag, floating, reservationId }: Omit<Authorised, 'type' | 'remote'>,
      ) => ({
        ...context.control,
        idTag,
        parentIdTag,
        floating,
        using: reservationId,
      }),
    }),
    noteChargingProfile: assign({
      data: ({ event }) => ({
        chargingProfile: 'chargingProfile' in event ? (event.chargingProfile ?? null) : null,
      }),
    }),
    handOver: sendTo(
      ({ context }) => context.owner,
      ({ context }, params: HandOver) => handedOver(context, params),
    ),
    forgetDriver: assign({
      control: ({ context }) => ({
        ...context.control,
        idTag: null,
        parentIdTag: null,
        floating: false,
        using: null,
      }),
    }),
    /** After a refusal: to the owner of the session that ended here, or to nobody. */
    giveBack: assign({
      control: ({ context: { connectorId, control, records } }) => ({
        ...control,
        idTag: control.restarting ? (records.now.connectors[connectorId]?.endedSession?.idTag ?? null) : null,
        parentIdTag: null,
        floating: false,
        using: null,
      }),
    }),
    noteParent: assign({
      control: ({ context, event }) => ({
        ...context.control,
        parentIdTag: parentOf(event) ?? context.control.parentIdTag,
      }),
    }),
    noteVerdictOffline: assign({
      control: ({ context, event }) => ({
        ...context.control,
        request: (context.control.request + 1) % 1000,
        acceptedIfOffline: event.type === 'REMOTE_START' && event.verdictOffline === 'accepted',
      }),
    }),
    deauthorise: assign({ control: ({ context }) => ({ ...context.control, deauthorised: true }) }),
    noteLimit: assign({
      control: ({ context, event }) => ({
        ...context.control,
        limit_A: event.type === 'LIMIT' ? event.limit_A : context.control.limit_A,
      }),
    }),
    noteLink: assign({
      control: ({ context, event }) => ({
        ...context.control,
        online: event.type === 'LINK' ? isOnline(event.link) : context.control.online,
      }),
    }),
    noteReservation: assign({
      control: ({ context, event }) => ({
        ...context.control,
        reservedBy: event.type === 'RESERVED' ? event.reservationId : context.control.reservedBy,
      }),
    }),
    addFault: assign({
      control: ({ context, event }) => withFault(context.control, faultOf(event)),
    }),
    addFaultInCharge: assign({
      control: ({ context, event }) => {
        const fault = faultOf(event);
        return withFault(context.control, fault && { ...fault, inCharge: true });
      },
    }),
    /** With the cable goes the charge in which a fault came. */
    forgetCharge: assign({
      control: ({ context: { control } }) => ({
        ...control,
        faults: control.faults.map(({ inCharge, ...fault }) => fault),
      }),
    }),
    removeFault: assign({
      control: ({ context, event }) =>
        event.type === 'POWER_FAULT_CLEARED'
          ? withoutFault(context.control, (fault) => fault.source === event.source)
          : withoutFault(context.control, (fault) => isSameFault(fault, faultOf(event))),
    }),
    removeFaultOf: assign({
      control: ({ context }, params: { source: string }) =>
        withoutFault(context.control, (fault) => fault.source === params.source),
    }),
    addFaultOf: assign({ control: ({ context }, params: Fault) => withFault(context.control, params) }),
    noteRestart: assign({ control: ({ context }) => ({ ...context.control, restarting: true }) }),
    noteFresh: assign({ control: ({ context }) => ({ ...context.control, restarting: false }) }),
    addFaultOfRefusal: assign({
      control: ({ context, event }) =>
        event.type === 'TRANSACTION_REFUSED' && event.cause === 'meter'
          ? withFault(context.control, METER_SILENT)
          : context.control,
    }),
    countGroundRetry: assign({
      control: ({ context: { control } }) => ({ ...control, groundRetries: control.groundRetries + 1 }),
    }),
    forgetGroundRetries: assign({ control: ({ context }) => ({ ...context.control, groundRetries: 0 }) }),
    noteHalt: assign({ control: ({ context }) => ({ ...context.control, halting: true }) }),
  },
  guards: {
    plugged: stateIn({ cable: 'plugged' }),
    unplugged: stateIn({ cable: 'unplugged' }),
    operative: stateIn({ availability: 'operative' }),
    ok: ({ context }) => !isFaulted(context.control),
    opening: stateIn({ opening: 'unconfirmed' }),
    isWeld: ({ event }) =>
      (event.type === 'POWER_FAULT' && event.fault.source === WELD.source) ||
      (event.type === 'POWER_FAULT_CLEARED' && event.source === WELD.source),
    meterFails: ({ context }) => context.control.faults.some(isMeterFailure),
    recordedInoperative: ({ context: { records, connectorId } }) =>
      records.now.connectors[connectorId]?.operative === false,
    restartRefused: ({ context }) => context.control.restarting,
    inTransaction: stateIn({ session: 'transaction' }),
    stopping: stateIn({ session: 'stopping' }),
    halting: ({ context }) => context.control.halting,
    interrupted: ({ context }) =>
      context.control.transaction !== null && context.control.interruption !== null,
    endedHere: ({ context }) => context.control.idTag !== null,
    reserved: ({ context }) => context.control.reservedBy !== null,
    asksInoperative: ({ event }) => event.type === 'SET_AVAILABILITY' && !event.operative,
    asksOperative: ({ event }) => event.type === 'SET_AVAILABILITY' && event.operative,
    becomesOperative: and(['asksOperative', not('operative')]),
    isRemote: ({ event }) => event.type === 'AUTHORISED' && event.remote,
    mayRestart: ({ context, event }) =>
      event.type === 'AUTHORISED' && (event.remote || sameIdTag(event.idTag, context.control.idTag)),
    needsAuthorize: ({ event }) => event.type === 'REMOTE_START' && event.verdict === 'ask',
    online: ({ context }) => context.control.online,
    refusedLocally: ({ event, context }) =>
      event.type === 'REMOTE_START' &&
      (event.verdict === 'refused' ||
        (event.verdict === 'ask' && !context.control.online && event.verdictOffline !== 'accepted')),
    isMyAnswer: ({ context, event }) =>
      (event.type === 'CALL_ANSWERED' || event.type === 'CALL_FAILED') &&
      event.request === context.control.request,
    authorizeAccepted: ({ context, event }) =>
      event.type === 'CALL_ANSWERED' &&
      event.request === context.control.request &&
      authorizeAnswer(event)?.status === 'Accepted' &&
      mayUseReservation(context.control, context.records.now, event),
    acceptedIfOffline: ({ context }) => context.control.acceptedIfOffline,
    enoughCurrent: ({ context }) => context.control.limit_A >= MIN_OFFER_A && !context.control.deauthorised,
    stopsOnUnplug: ({ context }) => booleanOf(context.records.now, 'StopTransactionOnEVSideDisconnect'),
    stopsOnInvalidId: ({ context }) => booleanOf(context.records.now, 'StopTransactionOnInvalidId'),
    isMyStart: ({ context, event }) =>
      event.type === 'START_ANSWERED' && event.transaction === context.control.transaction,
    startRefused: ({ context, event }) =>
      event.type === 'START_ANSWERED' && event.transaction === context.control.transaction && !event.accepted,
    mayRetryGround: ({ context }) => context.control.groundRetries < MOST_GROUND_RETRIES,
    /** Of this connector, and detected by the board. */
    isGroundFault: ({ event }) => isSameFault(GROUND_FAULT, faultOf(event)),
    isAtLeast: ({ event }, params: { celsius: number }) =>
      event.type === 'TEMPERATURE' && event.celsius >= params.celsius,
    isAtMost: ({ event }, params: { celsius: number }) =>
      event.type === 'TEMPERATURE' && event.celsius <= params.celsius,
    isImmediate: ({ event }) => event.type === 'STOP' && event.immediate,
  },
});
