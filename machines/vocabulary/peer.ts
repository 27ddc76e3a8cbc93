import type { ActorRef, EventObject, Snapshot } from 'xstate';
import type { UploadKind } from './uploads.ts';

/**
 * A reference to another actor of which only the events it takes are known (mutual `ActorRefFrom` is no
 * type).
 */
export type Peer<E extends EventObject> = ActorRef<Snapshot<unknown>, E>;

/**
 * The stable address of an actor: `charge-point`, `connector-1`, `contactor-1`, `transaction-17`,
 * `call-queue`.
 */
export type ActorId = string;

/** Any event, with whatever it carries. */
export type AnyEvent = EventObject & { readonly [field: string]: unknown };

/** An event on its way to an actor known by its address. */
export type Addressed<E extends EventObject = AnyEvent> = { readonly to: ActorId; readonly event: E };

export const CHARGE_POINT = 'charge-point';
export const RFID_SESSION = 'rfid-session';
export const OCPP_CONNECTION = 'ocpp-connection';
export const CALL_QUEUE = 'call-queue';
export const FIRMWARE_UPDATE = 'firmware-update';
export const STATUS_REPORTER = 'status-reporter';
export const CHARGE_POINT_CERTIFICATE = 'charge-point-certificate';
export const CURRENT_LIMITS = 'current-limits';
export const reservationActor = (reservationId: number): ActorId => `reservation-${reservationId}`;
export const uploadActor = (kind: UploadKind): ActorId => `${kind}-upload`;
export const connectorActor = (connectorId: number): ActorId => `connector-${connectorId}`;
export const contactorActor = (connectorId: number): ActorId => `contactor-${connectorId}`;
export const transactionActor = (transaction: number): ActorId => `transaction-${transaction}`;
