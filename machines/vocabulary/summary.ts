import type { ChargePointStatus, Fault, StatusReport } from './status.ts';

/** Where a connector's session stands; the order is that of a charge. */
export type SessionPhase =
  | 'idle'
  | 'preparing'
  | 'authorising'
  | 'awaiting-plug'
  | 'transaction'
  | 'stopping'
  | 'finishing';

/**
 * What a connector tells its charge point whenever it changes, so that a CALL is answered at once and nobody
 * reads another actor's snapshot. Serialisable; decides (it is part of the charge point's `control`).
 */
export type ConnectorSummary = {
  readonly connectorId: number;
  readonly report: StatusReport;
  readonly status: ChargePointStatus;
  readonly plugged: boolean;
  readonly session: SessionPhase;
  /**
   * The idTag the session belongs to; after it ended, the one whose transaction ended here (until unplugged).
   */
  readonly idTag: string | null;
  readonly parentIdTag: string | null;
  /** The session may move to another connector (a card, or a remote start that named no connector). */
  readonly floating: boolean;
  /** Our own transaction id while a transaction exists. */
  readonly transaction: number | null;
  /** An orderly stop of the station has been carried out here. */
  readonly halted: boolean;
  readonly operative: boolean;
  readonly scheduledInoperative: boolean;
  readonly faults: readonly Fault[];
  readonly faulted: boolean;
  readonly reservationId: number | null;
  /** A transaction runs that may draw: what shares of the supply go by. */
  readonly wantsEnergy: boolean;
  /** While it is too hot for the whole rating: what is left of it, in A. */
  readonly derated_A?: number;
  /** Current that the station allows, in A; 0 pauses. */
  readonly limit_A: number;
};

/** The link to the central system, as the other actors need to know it. */
export type LinkSummary = {
  readonly connected: boolean;
  readonly registration: Registration;
  /** Fingerprint of the root certificate that the open connection is trusted by (TLS). */
  readonly root?: string;
};

/** `unknown` until the first BootNotification.conf since the station started. */
export type Registration = 'unknown' | 'pending' | 'rejected' | 'accepted';

/** An open, accepted session: what OCPP calls online (OCPP 1.6 ed.2 4.2). */
export const isOnline = (link: LinkSummary): boolean => link.connected && link.registration === 'accepted';
