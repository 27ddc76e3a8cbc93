import type { CallResult, CommitResult, MeterPurpose, MeterResult } from './effects.ts';
import type { DownloadOutcome, FirmwareRecord, InstallOutcome } from './firmware.ts';
import type { Instant } from './instant.ts';
import type { ActorId, Addressed } from './peer.ts';
import type { PilotState } from './pilot.ts';
import type { InstalledProfile, OwnTransactionId, ReservationRecord } from './records.ts';
import type { Secret } from './secret.ts';
import type { SecurityEvent } from './security-events.ts';
import type { Fault, StopReason } from './status.ts';
import type { ConnectorSummary, LinkSummary } from './summary.ts';
import type { UploadOutcome, UploadRecord } from './uploads.ts';

/**
 * What the local rules say of an idTag: known to be fine, known not to be, or the central system must say.
 */
export type Verdict = 'accepted' | 'refused' | 'ask';

/** To the power path of one connector: from its connector, and from the board. */
export type ContactorEvent =
  | { readonly type: 'PERMIT'; readonly limit_A: number }
  /** Ends the permit in order: steady pilot, then open. Answered by ENERGY_OFF. */
  | { readonly type: 'REVOKE' }
  /** Ends the permit at once. Answered by ENERGY_OFF. */
  | { readonly type: 'OPEN_NOW' }
  | { readonly type: 'PILOT'; readonly pilot: PilotState }
  | { readonly type: 'FEEDBACK'; readonly closed: boolean }
  | { readonly type: 'CURRENT'; readonly flowing: boolean; readonly excessive: boolean };

/** What the power path tells its connector. */
export type PowerReport =
  | { readonly type: 'CABLE_PLUGGED' }
  | { readonly type: 'CABLE_UNPLUGGED' }
  /** The contactor is confirmed closed. */
  | { readonly type: 'ENERGY_ON' }
  /** The contactor is confirmed open, by command or because the vehicle left state C. */
  | { readonly type: 'ENERGY_OFF' }
  /** The vehicle was offered a current and does not take it. */
  | { readonly type: 'VEHICLE_IDLE' }
  | { readonly type: 'POWER_FAULT'; readonly fault: Fault }
  | { readonly type: 'POWER_FAULT_CLEARED'; readonly source: string };

/** What a transaction tells its connector. */
export type TransactionReport =
  | { readonly type: 'TRANSACTION_STARTED' }
  /** It never began: no meter, no storage, or it was ended before. */
  | { readonly type: 'TRANSACTION_REFUSED'; readonly cause: 'meter' | 'storage' | 'ended' }
  /** The meter has not answered for 30 s. */
  | { readonly type: 'METER_LOST' }
  /** A reading could not be stored (a full disk): charging ends in order. */
  | { readonly type: 'STORAGE_LOST' }
  /** The register is stored for an orderly stop of the station. */
  | { readonly type: 'TRANSACTION_HALTED' }
  | { readonly type: 'TRANSACTION_ENDED' };

/** The order to use a connector for an identified driver. */
export type Authorised = {
  readonly type: 'AUTHORISED';
  readonly idTag: string;
  readonly parentIdTag: string | null;
  readonly floating: boolean;
  /** By the central system: it may also use a Finishing connector. */
  readonly remote: boolean;
  readonly reservationId: number | null;
  /** Of a remote start whose driver plugged in elsewhere. */
  readonly chargingProfile?: RemoteStart['chargingProfile'];
};
export type RemoteStart = Omit<Authorised, 'type' | 'remote' | 'chargingProfile'> & {
  readonly type: 'REMOTE_START';
  /** AuthorizeRemoteTxRequests: what the local rules say online. */
  readonly verdict: Verdict;
  /** What they say if the central system cannot be asked. */
  readonly verdictOffline: Verdict;
  /** A TxProfile for the transaction to come (OCPP 1.6 ed.2 5.16.2). */
  readonly chargingProfile: Pick<InstalledProfile, 'profile' | 'installedAt'> | null;
};
export type Stop = {
  readonly type: 'STOP';
  readonly reason: StopReason;
  readonly idTag: string | null;
  /** Open now and do not wait for the vehicle. */
  readonly immediate: boolean;
};
export type StartAnswered = {
  readonly type: 'START_ANSWERED';
  readonly transaction: OwnTransactionId;
  readonly accepted: boolean;
  readonly parentIdTag: string | null;
};

export type ConnectorEvent =
  | PowerReport
  | TransactionReport
  | Authorised
  | RemoteStart
  | Stop
  | StartAnswered
  | CallResult
  | CommitResult
  | { readonly type: 'RELEASE' }
  /** Its own: the contactor was told to open at once. */
  | { readonly type: 'OPENING' }
  /** The driver who waits here has plugged in there: the session goes over. */
  | { readonly type: 'HAND_OVER'; readonly toConnectorId: number; readonly reservationId: number | null }
  | { readonly type: 'TEMPERATURE'; readonly celsius: number }
  | { readonly type: 'SET_AVAILABILITY'; readonly operative: boolean }
  | { readonly type: 'FAULT'; readonly fault: Fault }
  | { readonly type: 'FAULT_CLEARED'; readonly fault: Fault }
  | { readonly type: 'LINK'; readonly link: LinkSummary }
  | { readonly type: 'LIMIT'; readonly limit_A: number }
  | { readonly type: 'RESERVED'; readonly reservationId: number | null }
  | { readonly type: 'CONFIGURATION_CHANGED'; readonly key: string }
  /** A clock-aligned boundary was reached. */
  | { readonly type: 'ALIGNED'; readonly boundary_ms: number }
  /** A Reset was accepted: nothing starts here any more. */
  | { readonly type: 'RESETTING' }
  /** An orderly stop of the station: power down, store the register, keep the transaction open. */
  | { readonly type: 'HALT' };

export type TransactionEvent =
  | MeterResult
  | CommitResult
  | {
      readonly type: 'END';
      readonly reason: StopReason;
      readonly idTag: string | null;
      readonly immediate: boolean;
    }
  /** The contactor is open: the last energy has flowed. */
  | { readonly type: 'POWER_DOWN' }
  | { readonly type: 'HALT' }
  | { readonly type: 'CONFIGURATION_CHANGED'; readonly key: string }
  | { readonly type: 'ALIGNED'; readonly boundary_ms: number };

export type ReservationEvent =
  | CommitResult
  | { readonly type: 'ALARM'; readonly id: string; readonly wall_ms: number }
  /** Its connector is faulted or out of service. */
  | { readonly type: 'LOST' }
  /** Its record is gone: used, or cancelled. */
  | { readonly type: 'GONE' }
  /** ReserveNow with the same reservationId. */
  | { readonly type: 'REPLACED'; readonly reservation: ReservationRecord };

/** To one of the two uploads. */
export type LogUploadEvent =
  | { readonly type: 'LINK'; readonly link: LinkSummary }
  /** GetDiagnostics or GetLog was accepted, and is stored. */
  | { readonly type: 'UPLOAD'; readonly upload: UploadRecord }
  | { readonly type: 'UPLOAD_ENDED'; readonly attempt: number; readonly outcome: UploadOutcome }
  /** The central system asks how it stands (TriggerMessage). */
  | { readonly type: 'REPORT_UPLOAD' }
  | CallResult
  | CommitResult;

/** A new key pair, and the request (PKCS#10, PEM) that is signed with it. */
export type KeyMade = {
  readonly type: 'KEY_MADE';
  readonly attempt: number;
  readonly csr: string;
  /** Of the public key, as `CertificateFacts` has it. */
  readonly keyHash: string;
  readonly organisation: string;
  /** PEM of PKCS#8. */
  readonly privateKey: Secret<string>;
};

/** To what asks for the certificate of the charge point. */
export type ChargePointCertificateEvent =
  | { readonly type: 'LINK'; readonly link: LinkSummary }
  /** ExtendedTriggerMessage(SignChargePointCertificate) was accepted. */
  | { readonly type: 'SIGN_CERTIFICATE' }
  | KeyMade
  | { readonly type: 'KEY_FAILED'; readonly attempt: number }
  /** CertificateSigned was accepted, and is stored. */
  | { readonly type: 'CERTIFICATE_INSTALLED' }
  /** `over`: that moment was over when the alarm was set. */
  | { readonly type: 'ALARM'; readonly id: string; readonly wall_ms: number; readonly over?: true }
  | CallResult
  | CommitResult;

/** To the firmware update. */
export type FirmwareUpdateEvent =
  | { readonly type: 'LINK'; readonly link: LinkSummary }
  /** SignedUpdateFirmware was accepted, and is stored. `due`: it may be fetched now; `busy` as in BUSY. */
  | {
      readonly type: 'UPDATE';
      readonly update: FirmwareRecord;
      readonly due: boolean;
      readonly busy: boolean;
    }
  /** Whether a transaction runs, or is not over. */
  | { readonly type: 'BUSY'; readonly busy: boolean }
  | { readonly type: 'ALARM'; readonly id: string; readonly wall_ms: number }
  | { readonly type: 'DOWNLOAD_ENDED'; readonly attempt: number; readonly outcome: DownloadOutcome }
  /** `digest` null: there is no whole file. */
  | {
      readonly type: 'VERIFIED';
      readonly attempt: number;
      readonly valid: boolean;
      readonly digest: string | null;
      readonly at: Instant;
    }
  | { readonly type: 'INSTALL_ENDED'; readonly attempt: number; readonly outcome: InstallOutcome }
  /** The central system asks how it stands (ExtendedTriggerMessage). */
  | { readonly type: 'REPORT_FIRMWARE' }
  | CallResult
  | CommitResult;

export type RfidSessionEvent =
  | { readonly type: 'CARD'; readonly idTag: string; readonly at: Instant }
  | { readonly type: 'CONNECTORS'; readonly connectors: readonly ConnectorSummary[] }
  | { readonly type: 'LINK'; readonly link: LinkSummary }
  | CallResult;

export type OcppConnectionEvent =
  /** `root`: fingerprint of the root certificate that the central system is trusted by, with TLS. */
  | { readonly type: 'SOCKET_OPENED'; readonly root?: string }
  /** `jitter`: 0 <= x < 1, from the edge. */
  | { readonly type: 'SOCKET_REFUSED'; readonly status: number | null; readonly jitter: number }
  | { readonly type: 'SOCKET_CLOSED'; readonly jitter: number }
  | { readonly type: 'PONG' }
  /** A CALL was answered, by us or by the central system: heartbeats count from here. */
  | { readonly type: 'EXCHANGE' }
  | { readonly type: 'CONFIGURATION_CHANGED'; readonly key: string }
  /** Close and connect again (new credentials). */
  | { readonly type: 'RECONNECT' }
  | { readonly type: 'SEND_BOOT_NOTIFICATION' }
  | { readonly type: 'SEND_HEARTBEAT' }
  | CallResult
  | CommitResult;

/** An event that a child wants delivered to a sibling: siblings talk through their parent. */
export type Relay = { readonly type: 'RELAY'; readonly to: ActorId; readonly event: Addressed['event'] };

export type ChargePointEvent =
  | {
      readonly type: 'CALL';
      readonly messageId: string;
      readonly action: string;
      readonly payload: object;
      readonly at: Instant;
    }
  | Relay
  | { readonly type: 'CONNECTOR_SUMMARY'; readonly summary: ConnectorSummary }
  | { readonly type: 'LINK_SUMMARY'; readonly link: LinkSummary }
  | StartAnswered
  | {
      readonly type: 'BOARD_FAULT';
      readonly connectorId: number;
      readonly fault: Fault;
      readonly cleared: boolean;
    }
  | { readonly type: 'EMERGENCY_STOP'; readonly pressed: boolean }
  | { readonly type: 'CONFIGURATION_CHANGED'; readonly key: string }
  | { readonly type: 'SET_STATION_AVAILABILITY'; readonly operative: boolean }
  | { readonly type: 'RESERVATIONS_CHANGED' }
  | { readonly type: 'CHARGING_PROFILES_CHANGED' }
  | { readonly type: 'LOCAL_LIST_CHANGED' }
  /** The central system says something else of an idTag than the list. */
  | { readonly type: 'LOCAL_LIST_CONTRADICTED' }
  | { readonly type: 'TRIGGERED'; readonly requestedMessage: string; readonly connectorId?: number }
  | { readonly type: 'RESET'; readonly kind: 'Hard' | 'Soft' }
  | { readonly type: 'SHUT_DOWN' }
  /** Something that the security log, and maybe the central system, has to know. */
  | { readonly type: 'SECURITY_EVENT'; readonly security: SecurityEvent }
  /** Firmware is about to be installed, or is not any more: nothing may start meanwhile. */
  | { readonly type: 'FIRMWARE_INSTALLS'; readonly installing: boolean }
  /** The new firmware is in place: it runs after a restart. */
  | { readonly type: 'FIRMWARE_REBOOT' }
  | { readonly type: 'QUEUE_EMPTY' }
  | { readonly type: 'ALARM'; readonly id: string; readonly wall_ms: number }
  | MeterResult
  | CallResult
  | CommitResult;

export type { MeterPurpose };
