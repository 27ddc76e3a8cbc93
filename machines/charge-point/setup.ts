import { assign, enqueueActions, sendTo, setup, spawnChild } from 'xstate';
import { chargePointCertificate } from '../charge-point-certificate.ts';
import { connector } from '../connector.ts';
import { firmwareUpdate } from '../firmware-update.ts';
import { logUpload } from '../log-upload.ts';
import { ocppConnection } from '../ocpp-connection.ts';
import { reservation } from '../reservation.ts';
import { rfidSession } from '../rfid-session.ts';
import { currentLimits } from '../rules/current-limits.ts';
import { isWarning, ofStation, withoutSame } from '../rules/faults.ts';
import { isBusy } from '../rules/firmware-phase.ts';
import { LIST_CONFLICT } from '../rules/local-list.ts';
import { raised } from '../rules/security-events.ts';
import { statusReporter } from '../rules/status-reporter.ts';
import { absentPort } from '../vocabulary/absent.ts';
import type { CallRequest, CommitRequest, MeterRequest } from '../vocabulary/effects.ts';
import type { ChargePointEvent, ConnectorEvent } from '../vocabulary/events.ts';
import type { RunningFirmware } from '../vocabulary/firmware.ts';
import {
  CHARGE_POINT_CERTIFICATE,
  connectorActor,
  FIRMWARE_UPDATE,
  OCPP_CONNECTION,
  RFID_SESSION,
  uploadActor,
} from '../vocabulary/peer.ts';
import type { RecordsView, ReservationRecord } from '../vocabulary/records.ts';
import { hostReducer } from '../vocabulary/reducer.ts';
import type { StateMeta } from '../vocabulary/state-meta.ts';
import type { Fault, StopReason } from '../vocabulary/status.ts';
import type { ConnectorSummary, LinkSummary } from '../vocabulary/summary.ts';
import { UPLOAD_KINDS } from '../vocabulary/uploads.ts';
import {
  answerTo,
  childrenAtStart,
  meterValuesCall,
  respawned,
  toldOfInstalling,
  toldToConnectors,
  triggered,
} from './reactions.ts';
import { reservationsFollowed, toldOfReservations } from './reservations.ts';

export type ChargePointInput = {
  readonly records: RecordsView;
  /** Why transactions that the records hold open were interrupted. */
  readonly interruption: StopReason;
  /** Makes message ids unique over all connections. */
  readonly idPrefix: string;
  readonly waiting: { readonly transaction: number; readonly security: number };
  /** The firmware that was installed and runs; absent: the one that the station came with. */
  readonly firmware?: RunningFirmware | null;
};
export type ChargePointControl = {
  readonly connectors: readonly ConnectorSummary[];
  readonly link: LinkSummary;
  readonly operative: boolean;
  readonly faults: readonly Fault[];
  readonly interruption: StopReason;
  /** How the station goes down, once it does. */
  readonly going: 'Hard' | 'Soft' | 'stop' | null;
  readonly request: number;
  /** Firmware is being installed, or about to be: nothing may start. */
  readonly installing: boolean;
  /** Reservations that have an actor, with what it was last told. */
  readonly reservations: readonly ReservationRecord[];
};
export type ChargePointContext = {
  readonly records: RecordsView;
  readonly idPrefix: string;
  readonly waiting: ChargePointInput['waiting'];
  readonly firmware: RunningFirmware | null;
  readonly control: ChargePointControl;
};
export type ChargePointOutput = { readonly ended: 'restart' | 'stopped'; readonly interruption: StopReason };

const EMERGENCY: Fault = {
  errorCode: 'OtherError',
  source: 'emergency-stop',
  info: 'Emergency stop pressed',
};

/** The same event to every connector. */
const toEach = ({ control: { connectors } }: ChargePointContext, event: ConnectorEvent) =>
  connectors.map((it) => ({ to: connectorActor(it.connectorId), event }));

/** New firmware comes into force by a restart like that of a Soft reset. */
function goingBy(event: ChargePointEvent): 'Hard' | 'Soft' | 'stop' {
  if (event.type === 'FIRMWARE_REBOOT') return 'Soft';
  return event.type === 'RESET' ? event.kind : 'stop';
}

export const chargePointSetup = setup({
  types: {
    context: {} as ChargePointContext,
    events: {} as ChargePointEvent,
    input: {} as ChargePointInput,
    output: {} as ChargePointOutput,
    meta: {} as StateMeta,
  },
  actors: {
    connector,
    rfidSession,
    ocppConnection,
    reservation,
    logUpload,
    chargePointCertificate,
    firmwareUpdate,
    /** The glue hosts them with their effects performed. */
    currentLimits: hostReducer(currentLimits, absentPort('currentLimits').bind(null, null)),
    /** The glue hosts it with its effects performed. */
    statusReporter: hostReducer(statusReporter, absentPort('statusReporter').bind(null, null)),
  },
  delays: {
    /**
     * Contactors have opened and StopTransactions are stored by then, or the station goes down all the same.
     */
    stopDeadline: 15_000,
    /** A clean stop has at most 8 s (the power path needs 6.5 s at the most). */
    haltDeadline: 8_000,
    /** The last statuses are sent before the socket closes. */
    lastStatuses: 300,
    /** StopTransaction's answer is waited for this long (OCPP 1.6 ed.2 5.14). */
    deliveryDeadline: 5_000,
  },
  actions: {
    /** Port: stores, replies. Answered by COMMITTED or COMMIT_FAILED. */
    commit: absentPort<CommitRequest>('commit'),
    /** Port: asks or tells the central system. Answered by CALL_ANSWERED or CALL_FAILED. */
    call: absentPort<CallRequest>('call'),
    /** Port: reads a register. Answered by METER_READ or METER_FAILED. */
    readMeter: absentPort<MeterRequest>('readMeter'),
    /** Port: ALARM at every multiple of `every_s` from 00:00:00 UTC; 0 is never. */
    alignedAlarm: absentPort<{ every_s: number }>('alignedAlarm'),
    /** Port: opens the contactor and takes the offer away, past the actors: one of them has died. */
    forceOpen: absentPort<{ connectorId: number }>('forceOpen'),
    /** Port: QUEUE_EMPTY as soon as nothing is in flight and no transaction message waits. */
    awaitDelivery: absentPort<undefined>('awaitDelivery'),
    startChildren: enqueueActions(({ context, self, enqueue }) => {
      for (const { src, id, input } of childrenAtStart(context, self))
        enqueue(spawnChild(src as never, { id, input } as never) as never);
    }),
    respawn: enqueueActions(({ context, event, self, enqueue }) => {
      const child = respawned(context, self, event);
      if (!child) return;
      enqueue.assign({ control: { ...context.control, request: context.control.request + 1 } });
      if (child.connectorId !== null)
        enqueue({ type: 'forceOpen', params: { connectorId: child.connectorId } });
      enqueue.stopChild(child.id);
      enqueue(spawnChild(child.src as never, { id: child.id, input: child.input } as never) as never);
      // An update that is built anew takes the connectors again when it comes to that.
      if (child.id === FIRMWARE_UPDATE && context.control.installing)
        enqueue.raise({ type: 'FIRMWARE_INSTALLS', installing: false });
      if (child.connectorId !== null && context.control.installing)
        enqueue.sendTo(child.id, { type: 'SET_AVAILABILITY', operative: false } as never);
    }),
    /** The answer to a CALL, stored before it is sent; what follows from it comes back with COMMITTED. */
    answer: enqueueActions(({ context, event, enqueue }) => {
      const params = answerTo(context, event);
      if (params) enqueue({ type: 'commit', params });
    }),
    /** What a stored decision leads to, after its answer was sent. */
    follow: enqueueActions(({ event, self, enqueue }) => {
      if (event.type !== 'COMMITTED') return;
      for (const { to, event: next } of event.then) enqueue.sendTo(to === self.id ? self : to, next as never);
    }),
    raiseSecurityEvent: enqueueActions(({ context, event, enqueue }) => {
      if (event.type !== 'SECURITY_EVENT') return;
      const params = { purpose: 'security-event', ...raised([event.security], context.records.now) };
      enqueue({ type: 'commit', params });
    }),
    relay: enqueueActions(({ event, enqueue }) => {
      if (event.type === 'RELAY') enqueue.sendTo(event.to, event.event as never);
    }),
    trigger: enqueueActions(({ context, event, enqueue }) => {
      for (const effect of triggered(context, event)) {
        if ('to' in effect) enqueue.sendTo(effect.to, effect.event as never);
        else enqueue(effect);
      }
    }),
    /** What all connectors hear: configuration, clock-aligned boundaries, availability. */
    toConnectors: enqueueActions(({ context, event, enqueue }) => {
      const told = toldToConnectors(event);
      if (told) for (const { to, event: it } of toEach(context, told)) enqueue.sendTo(to, it);
    }),
    configurationToConnection: sendTo(OCPP_CONNECTION, ({ event }) => event),
    stopConnectors: enqueueActions(({ context, enqueue }) => {
      const hard = context.control.going === 'Hard';
      const reason = hard ? 'HardReset' : 'SoftReset';
      const stop = { type: 'STOP', reason, idTag: null, immediate: hard } as const;
      // First the refusal, so that a card shown now starts nothing (S9).
      for (const { to, event } of toEach(context, { type: 'RESETTING' })) enqueue.sendTo(to, event);
      for (const { to, event } of toEach(context, stop)) enqueue.sendTo(to, event);
    }),
    haltConnectors: enqueueActions(({ context, enqueue }) => {
      for (const { to, event } of toEach(context, { type: 'HALT' })) enqueue.sendTo(to, event);
    }),
    toConnectorOf: enqueueActions(({ context, event, enqueue }) => {
      if (event.type !== 'START_ANSWERED') return;
      const owner = context.control.connectors.find((it) => it.transaction === event.transaction);
      if (owner) enqueue.sendTo(connectorActor(owner.connectorId), event);
    }),
    noteSummary: enqueueActions(({ context, event, enqueue }) => {
      if (event.type !== 'CONNECTOR_SUMMARY') return;
      const { summary } = event;
      const connectors = context.control.connectors.map((it) =>
        it.connectorId === summary.connectorId ? summary : it,
      );
      const control = { ...context.control, connectors };
      enqueue.assign({ control });
      // Only an update has to know; a later one is told as it begins.
      if (context.records.now.firmware && isBusy(control) !== isBusy(context.control))
        enqueue.sendTo(FIRMWARE_UPDATE, { type: 'BUSY', busy: isBusy(control) });
      enqueue.sendTo(RFID_SESSION, { type: 'CONNECTORS', connectors });
      for (const { to, event: told } of toldOfReservations({ ...context, control }))
        enqueue.sendTo(to, told as never);
    }),
    noteLink: enqueueActions(({ context, event, enqueue }) => {
      if (event.type !== 'LINK_SUMMARY') return;
      const { link } = event;
      enqueue.assign({ control: { ...context.control, link } });
      enqueue.sendTo(RFID_SESSION, { type: 'LINK', link });
      enqueue.sendTo(FIRMWARE_UPDATE, { type: 'LINK', link });
      for (const kind of UPLOAD_KINDS) enqueue.sendTo(uploadActor(kind), { type: 'LINK', link });
      enqueue.sendTo(CHARGE_POINT_CERTIFICATE, { type: 'LINK', link });
      for (const { to, event: told } of toEach(context, { type: 'LINK', link })) enqueue.sendTo(to, told);
    }),
    /** Out of service and back, past the records: those say what the central system asked for. */
    noteInstalling: enqueueActions(({ context, event, enqueue }) => {
      if (event.type !== 'FIRMWARE_INSTALLS') return;
      const { installing } = event;
      const operative = installing ? context.control.operative : context.records.now.operative;
      enqueue.assign({ control: { ...context.control, installing, operative } });
      for (const { to, event: told } of toldOfInstalling(context, installing)) enqueue.sendTo(to, told);
    }),
    noteBoardFault: enqueueActions(({ context, event, enqueue }) => {
      if (event.type !== 'BOARD_FAULT') return;
      const { connectorId, fault, cleared } = event;
      const told = { type: cleared ? 'FAULT_CLEARED' : 'FAULT', fault } as const;
      if (connectorId !== 0) return enqueue.sendTo(connectorActor(connectorId), told);
      const shared = { ...told, fault: ofStation(fault) };
      const others = withoutSame(context.control.faults, fault);
      enqueue.assign({ control: { ...context.control, faults: cleared ? others : [...others, fault] } });
      // A fault of the station faults both connectors; a warning stays with connector 0.
      if (!isWarning(fault)) for (const { to, event: it } of toEach(context, shared)) enqueue.sendTo(to, it);
    }),
    noteEmergencyStop: enqueueActions(({ context, event, enqueue }) => {
      if (event.type !== 'EMERGENCY_STOP') return;
      const others = withoutSame(context.control.faults, EMERGENCY);
      const faults = event.pressed ? [...others, EMERGENCY] : others;
      enqueue.assign({ control: { ...context.control, faults } });
      const stop = { type: 'STOP', reason: 'EmergencyStop', idTag: null, immediate: true } as const;
      const told = { type: event.pressed ? 'FAULT' : 'FAULT_CLEARED', fault: ofStation(EMERGENCY) } as const;
      for (const { connectorId } of context.control.connectors) {
        if (event.pressed) enqueue.sendTo(connectorActor(connectorId), stop);
        enqueue.sendTo(connectorActor(connectorId), told);
      }
    }),
    /** The actors of reservations follow the records; connectors hear what they are reserved for. */
    followReservations: enqueueActions(({ context, enqueue }) => {
      const { spawned, told, gone, reservations } = reservationsFollowed(context);
      const control = { ...context.control, reservations };
      enqueue.assign({ control });
      for (const { id, input } of spawned) enqueue.spawnChild('reservation', { id, input });
      for (const id of gone) {
        enqueue.sendTo(id, { type: 'GONE' } as never);
        enqueue.stopChild(id);
      }
      const connectors = toldOfReservations({ ...context, control });
      for (const { to, event } of [...told, ...connectors]) enqueue.sendTo(to, event as never);
    }),
    noteListConflict: assign({
      control: ({ context: { control } }) => ({
        ...control,
        faults: [...withoutSame(control.faults, LIST_CONFLICT), LIST_CONFLICT],
      }),
    }),
    clearListConflict: assign({
      control: ({ context: { control } }) => ({
        ...control,
        faults: control.faults.filter(({ source }) => source !== LIST_CONFLICT.source),
      }),
    }),
    noteAvailability: assign({
      control: ({ context: { control }, event }) => ({
        ...control,
        operative: event.type === 'SET_STATION_AVAILABILITY' ? event.operative : control.operative,
      }),
    }),
    noteGoing: assign({
      control: ({ context: { control }, event }) => ({
        ...control,
        going: goingBy(event),
      }),
    }),
    /** A register read for the central system goes out as it is: triggered, or clock-aligned and idle. */
    sendMeterValues: enqueueActions(({ context, event, enqueue }) => {
      const params = meterValuesCall(context, event);
      if (params) enqueue({ type: 'call', params });
    }),
    readIdleMeters: enqueueActions(({ context, event, enqueue }) => {
      if (event.type !== 'ALARM') return;
      // While one ends, its readings are its own.
      for (const { connectorId, transaction } of context.control.connectors)
        if (transaction === null)
          enqueue({
            type: 'readMeter',
            params: { connectorId, purpose: 'aligned', boundary_ms: event.wall_ms },
          });
    }),
  },
  guards: {
    listens: ({ context }) => context.control.link.registration !== 'rejected',
    isHard: ({ context }) => context.control.going === 'Hard',
    allStopped: ({ context }) =>
      context.control.connectors.every((it) => it.session !== 'transaction' && it.session !== 'stopping'),
    allHalted: ({ context }) => context.control.connectors.every((it) => it.halted),
    isAligned: ({ event }) => event.type === 'ALARM' && event.id === 'aligned',
    isAlignedKey: ({ event }) =>
      event.type === 'CONFIGURATION_CHANGED' && event.key === 'ClockAlignedDataInterval',
    isMeterForCentralSystem: ({ event }) =>
      event.type === 'METER_READ' && (event.purpose === 'trigger' || event.purpose === 'aligned'),
    commitWas: ({ event }, params: { purpose: string }) =>
      (event.type === 'COMMITTED' || event.type === 'COMMIT_FAILED') && event.purpose === params.purpose,
  },
});
