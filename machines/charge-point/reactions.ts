import type { AnyActorRef, EventObject } from 'xstate';
import { answerCall } from '../rules/calls/answer-call.ts';
import { integerOf } from '../rules/configuration-values.ts';
import { faultsOfStation } from '../rules/faults.ts';
import { isBusy } from '../rules/firmware-phase.ts';
import { meterValue } from '../rules/meter-values.ts';
import { reservedStatusFor } from '../rules/reservation.ts';
import { raised } from '../rules/security-events.ts';
import { stationView } from '../rules/station-view.ts';
import type { CallRequest, CommitRequest } from '../vocabulary/effects.ts';
import type { ChargePointEvent, ConnectorEvent } from '../vocabulary/events.ts';
import { isoTime } from '../vocabulary/instant.ts';
import {
  type Addressed,
  CHARGE_POINT,
  CHARGE_POINT_CERTIFICATE,
  CURRENT_LIMITS,
  connectorActor,
  FIRMWARE_UPDATE,
  OCPP_CONNECTION,
  type Peer,
  RFID_SESSION,
  reservationActor,
  STATUS_REPORTER,
  uploadActor,
} from '../vocabulary/peer.ts';
import { UPLOAD_KINDS, type UploadKind } from '../vocabulary/uploads.ts';
import type { ChargePointContext } from './setup.ts';

export type Child = {
  readonly src:
    | 'connector'
    | 'rfidSession'
    | 'ocppConnection'
    | 'statusReporter'
    | 'currentLimits'
    | 'reservation'
    | 'logUpload'
    | 'chargePointCertificate'
    | 'firmwareUpdate';
  readonly id: string;
  readonly connectorId: number | null;
  readonly input: unknown;
};

const INTERNAL_ERROR = {
  errorCode: 'InternalError',
  source: 'internal',
  info: 'Restarted after an error',
} as const;

function connectorChild(
  context: ChargePointContext,
  owner: AnyActorRef,
  connectorId: number,
  failed: boolean,
): Child {
  const { records, control } = context;
  const stationFaults = faultsOfStation(control.faults);
  return {
    src: 'connector',
    id: connectorActor(connectorId),
    connectorId,
    input: {
      connectorId,
      owner: owner as Peer<ChargePointEvent>,
      records,
      interruption: failed ? 'Other' : control.interruption,
      limit_A: records.now.profile.rating_A,
      link: control.link,
      faults: failed ? [...stationFaults, INTERNAL_ERROR] : stationFaults,
      reservationId: reservedStatusFor(connectorId, stationView(context, { monotonic_ms: 0, wall_ms: 0 })),
    },
  };
}
function rfidChild({ records, control }: ChargePointContext, owner: AnyActorRef): Child {
  const { connectors, link } = control;
  return {
    src: 'rfidSession',
    id: RFID_SESSION,
    connectorId: null,
    input: { owner, records, connectors, link },
  };
}
function connectionChild(context: ChargePointContext, owner: AnyActorRef, restarts: number): Child {
  const { records, control, waiting, idPrefix, firmware } = context;
  const queue = { records, idPrefix: restarts > 0 ? `${idPrefix}${restarts}.` : idPrefix, waiting };
  const { registration } = control.link;
  return {
    src: 'ocppConnection',
    id: OCPP_CONNECTION,
    connectorId: null,
    input: { owner, records, queue, registration, firmwareVersion: firmware?.version ?? null },
  };
}

const limitsChild = ({ records }: ChargePointContext): Child => ({
  src: 'currentLimits',
  id: CURRENT_LIMITS,
  connectorId: null,
  input: { records },
});

const uploadChild = ({ records, control }: ChargePointContext, kind: UploadKind): Child => ({
  src: 'logUpload',
  id: uploadActor(kind),
  connectorId: null,
  input: { kind, upload: records.now.uploads[kind] ?? null, link: control.link },
});

const certificateChild = ({ records, control }: ChargePointContext, owner: AnyActorRef): Child => ({
  src: 'chargePointCertificate',
  id: CHARGE_POINT_CERTIFICATE,
  connectorId: null,
  input: { owner, records, link: control.link },
});
function firmwareChild(context: ChargePointContext, owner: AnyActorRef, atStart: boolean): Child {
  const { records, control, firmware } = context;
  return {
    src: 'firmwareUpdate',
    id: FIRMWARE_UPDATE,
    connectorId: null,
    input: {
      owner,
      records,
      update: records.now.firmware,
      running: firmware?.digest ?? null,
      atStart,
      link: control.link,
      busy: isBusy(control),
    },
  };
}

/** What the installation of firmware means to each connector, whatever the records say of it. */
export const toldOfInstalling = ({ control, records }: ChargePointContext, installing: boolean) =>
  control.connectors.map(({ connectorId }) => {
    const operative = !installing && records.now.connectors[connectorId]?.operative !== false;
    return { to: connectorActor(connectorId), event: { type: 'SET_AVAILABILITY', operative } as const };
  });

/** The children of the station, in the order they start. */
export const childrenAtStart = (context: ChargePointContext, owner: AnyActorRef): readonly Child[] => [
  { src: 'statusReporter', id: STATUS_REPORTER, connectorId: null, input: undefined },
  limitsChild(context),
  rfidChild(context, owner),
  ...context.control.connectors.map((it) => connectorChild(context, owner, it.connectorId, false)),
  ...UPLOAD_KINDS.map((kind) => uploadChild(context, kind)),
  certificateChild(context, owner),
  firmwareChild(context, owner, true),
  connectionChild(context, owner, 0),
];

/**
 * The child that replaces one that died of an error (`xstate.error.actor.<id>`), rebuilt from the records.
 */
export function respawned(context: ChargePointContext, owner: AnyActorRef, event: EventObject): Child | null {
  const id = 'actorId' in event ? String(event.actorId) : '';
  if (id === RFID_SESSION) return rfidChild(context, owner);
  if (id === OCPP_CONNECTION) return connectionChild(context, owner, context.control.request + 1);
  if (id === FIRMWARE_UPDATE) return firmwareChild(context, owner, false);
  if (id === CURRENT_LIMITS) return limitsChild(context);
  if (id === STATUS_REPORTER) return { src: 'statusReporter', id, connectorId: null, input: undefined };
  if (id === CHARGE_POINT_CERTIFICATE) return certificateChild(context, owner);
  const kind = UPLOAD_KINDS.find((it) => uploadActor(it) === id);
  if (kind) return uploadChild(context, kind);
  const reservation = Object.values(context.records.now.reservations).find(
    (it) => reservationActor(it.reservationId) === id,
  );
  if (reservation) return { src: 'reservation', id, connectorId: null, input: { reservation } };
  const dead = context.control.connectors.find((it) => connectorActor(it.connectorId) === id);
  return dead ? connectorChild(context, owner, dead.connectorId, true) : null;
}

/** The commit that answers a CALL of the central system. */
export function answerTo(context: ChargePointContext, event: ChargePointEvent): CommitRequest | null {
  if (event.type !== 'CALL') return null;
  const { messageId, action, payload, at } = event;
  const decision = answerCall(action, payload, stationView(context, at));
  if ('error' in decision) return { purpose: 'answer', reply: { messageId, error: decision.error } };
  const failed = { code: 'InternalError', description: 'the station could not store this' } as const;
  return {
    purpose: 'answer',
    changes: decision.changes ?? [],
    ...raised(decision.security ?? [], context.records.now),
    reply: { messageId, conf: decision.conf },
    replyIfFailed: decision.confIfFailed
      ? { messageId, conf: decision.confIfFailed }
      : { messageId, error: failed },
    then: decision.then ?? [],
  };
}

type TriggeredEffect =
  | Addressed
  | { readonly type: 'call'; readonly params: CallRequest }
  | { readonly type: 'readMeter'; readonly params: { connectorId: number; purpose: 'trigger' } };

const statusMessage = (action: string): TriggeredEffect => ({
  type: 'call',
  params: { action, payload: { status: 'Idle' }, requester: CHARGE_POINT, request: -1, urgency: 'triggered' },
});

/** What TriggerMessage leads to, after its answer (OCPP 1.6 ed.2 5.17). */
export function triggered(context: ChargePointContext, event: ChargePointEvent): readonly TriggeredEffect[] {
  if (event.type !== 'TRIGGERED') return [];
  const { requestedMessage, connectorId } = event;
  switch (requestedMessage) {
    case 'BootNotification':
      return [{ to: OCPP_CONNECTION, event: { type: 'SEND_BOOT_NOTIFICATION' } }];
    case 'Heartbeat':
      return [{ to: OCPP_CONNECTION, event: { type: 'SEND_HEARTBEAT' } }];
    case 'StatusNotification':
      return [
        { to: STATUS_REPORTER, event: { type: 'REPORT', connectorId: connectorId ?? null } as EventObject },
      ];
    case 'DiagnosticsStatusNotification':
      return [{ to: uploadActor('diagnostics'), event: { type: 'REPORT_UPLOAD' } }];
    case 'SignChargePointCertificate':
      return [{ to: CHARGE_POINT_CERTIFICATE, event: { type: 'SIGN_CERTIFICATE' } }];
    case 'LogStatusNotification':
      return [{ to: uploadActor('log'), event: { type: 'REPORT_UPLOAD' } }];
    case 'SignedFirmwareStatusNotification':
      return [{ to: FIRMWARE_UPDATE, event: { type: 'REPORT_FIRMWARE' } }];
    case 'FirmwareStatusNotification':
      return [statusMessage(requestedMessage)];
    case 'MeterValues':
      return context.control.connectors
        .filter((it) => !connectorId || it.connectorId === connectorId)
        .map((it) => ({ type: 'readMeter', params: { connectorId: it.connectorId, purpose: 'trigger' } }));
    default:
      return [];
  }
}

/** The central system's number of the transaction that runs on a connector, once it is known. */
function transactionIdOn(connectorId: number, { control, records }: ChargePointContext): number | null {
  const own = control.connectors.find((it) => it.connectorId === connectorId)?.transaction ?? null;
  return own === null ? null : (records.now.transactions[own]?.transactionId ?? null);
}

/** MeterValues outside the stored queue: triggered, or clock-aligned on a connector without transaction. */
export function meterValuesCall(context: ChargePointContext, event: ChargePointEvent): CallRequest | null {
  if (event.type !== 'METER_READ') return null;
  const { connectorId, purpose, energy_Wh, at, boundary_ms } = event;
  const isTriggered = purpose === 'trigger';
  const transactionId = isTriggered ? transactionIdOn(connectorId, context) : null;
  const timestamp = isoTime(boundary_ms ?? at.wall_ms);
  const value = meterValue(energy_Wh, isTriggered ? 'Trigger' : 'Sample.Clock', timestamp);
  return {
    action: 'MeterValues',
    payload: {
      connectorId,
      ...(transactionId === null ? {} : { transactionId }),
      meterValue: [value],
    },
    requester: CHARGE_POINT,
    request: -1,
    urgency: isTriggered ? 'triggered' : 'normal',
  };
}

export const alignedInterval_s = ({ records }: ChargePointContext): number =>
  integerOf(records.now, 'ClockAlignedDataInterval');

/** What an event of the station means to each of its connectors. */
export function toldToConnectors(event: ChargePointEvent): ConnectorEvent | null {
  switch (event.type) {
    case 'CONFIGURATION_CHANGED':
      return event;
    case 'ALARM':
      return { type: 'ALIGNED', boundary_ms: event.wall_ms };
    case 'SET_STATION_AVAILABILITY':
      return { type: 'SET_AVAILABILITY', operative: event.operative };
    default:
      return null;
  }
}
