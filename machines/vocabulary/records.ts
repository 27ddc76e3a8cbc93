import type {
  CertificateKeySecret,
  CertificateUse,
  ChargePointCertificate,
  InstalledRoot,
  SigningRequest,
} from './certificates.ts';
import type { FIRMWARE_LOCATION, FirmwareOutcome, FirmwarePhase, FirmwareRecord } from './firmware.ts';
import type { IsoTime } from './instant.ts';
import type { Secret } from './secret.ts';
import type { StationProfile } from './station-profile.ts';
import type { StopReason } from './status.ts';
import type { LocationSecret, UploadKind, UploadOutcome, UploadRecord } from './uploads.ts';

/**
 * Our own number of a transaction, from its first moment and for ever; the central system's transactionId
 * comes later.
 */
export type OwnTransactionId = number;

/** A transaction that has started and whose StopTransaction is not stored yet. */
export type OpenTransaction = {
  readonly id: OwnTransactionId;
  readonly connectorId: number;
  readonly idTag: string;
  readonly parentIdTag: string | null;
  readonly reservationId: number | null;
  readonly meterStart_Wh: number;
  readonly startedAt: IsoTime;
  /** The last stored reading: what a power loss reports. */
  readonly lastReading_Wh: number;
  readonly lastReadingAt: IsoTime;
  /** The central system's transactionId; null until StartTransaction.conf is stored. */
  readonly transactionId: number | null;
  /** The central system refused the idTag of this transaction. */
  readonly deauthorised: boolean;
};

/** What the station holds of the credentials that security profiles need. */
export type HeldCredentials = {
  readonly authorizationKey: boolean;
  readonly centralSystemRoot: boolean;
  readonly chargePointCertificate: boolean;
};

/** What is durable of a connector. */
export type ConnectorRecord = {
  /** As ChangeAvailability asked (a scheduled change is already recorded here). */
  readonly operative: boolean;
  /** The session ended here and the cable was not unplugged since; its idTag may restart. */
  readonly endedSession: { readonly idTag: string } | null;
};

/** An entry of the local authorisation list (OCPP 1.6 ed.2 7.1). */
export type LocalListEntry = {
  readonly idTag: string;
  readonly status: 'Accepted' | 'Blocked' | 'Expired' | 'Invalid' | 'ConcurrentTx';
  readonly expiryDate?: IsoTime;
  readonly parentIdTag?: string;
};
export type LocalList = { readonly version: number; readonly entries: readonly LocalListEntry[] };

/** A reservation (OCPP 1.6 ed.2 5.13); connectorId 0 is the station. */
export type ReservationRecord = {
  readonly reservationId: number;
  readonly connectorId: number;
  readonly idTag: string;
  readonly parentIdTag: string | null;
  readonly expiryDate: IsoTime;
};

/**
 * An installed charging profile (OCPP 1.6 ed.2 7.8), with the connector it was set for and our own
 * transaction id.
 */
export type InstalledProfile = {
  readonly connectorId: number;
  readonly transaction: OwnTransactionId | null;
  /** When it was installed, for Relative profiles outside transactions. */
  readonly installedAt: IsoTime;
  readonly profile: ChargingProfile;
};

export type ChargingSchedulePeriod = {
  readonly startPeriod: number;
  readonly limit: number;
  readonly numberPhases?: number;
};
export type ChargingSchedule = {
  readonly duration?: number;
  readonly startSchedule?: IsoTime;
  readonly chargingRateUnit: 'A' | 'W';
  readonly chargingSchedulePeriod: readonly ChargingSchedulePeriod[];
  readonly minChargingRate?: number;
};
export type ChargingProfile = {
  readonly chargingProfileId: number;
  readonly transactionId?: number;
  readonly stackLevel: number;
  readonly chargingProfilePurpose: 'ChargePointMaxProfile' | 'TxDefaultProfile' | 'TxProfile';
  readonly chargingProfileKind: 'Absolute' | 'Recurring' | 'Relative';
  readonly recurrencyKind?: 'Daily' | 'Weekly';
  readonly validFrom?: IsoTime;
  readonly validTo?: IsoTime;
  readonly chargingSchedule: ChargingSchedule;
};

/**
 * Everything durable that decisions read, as one immutable value. Machines get a live, read-only view of it
 * in their input; a commit replaces it. The queue of messages is not here: its rows are read one at a time.
 */
export type StationRecords = {
  readonly profile: StationProfile;
  /** OCPP configuration keys in force, by the name the profile gives them. No secrets. */
  readonly configuration: Readonly<Record<string, string>>;
  /** Availability of the station (connector 0). */
  readonly operative: boolean;
  readonly connectors: Readonly<Record<number, ConnectorRecord>>;
  readonly transactions: Readonly<Record<OwnTransactionId, OpenTransaction>>;
  readonly nextTransaction: OwnTransactionId;
  /** Central system's transactionId of transactions that are closed but still have messages queued. */
  readonly transactionIds: Readonly<Record<OwnTransactionId, number>>;
  readonly localList: LocalList;
  readonly reservations: Readonly<Record<number, ReservationRecord>>;
  readonly chargingProfiles: readonly InstalledProfile[];
  /** Uploads whose end the central system does not know yet; where they go is a secret. */
  readonly uploads: Readonly<Partial<Record<UploadKind, UploadRecord>>>;
  /**
   * The security profile before the last raise, until a connection with the new one has succeeded
   * (whitepaper A05.FR.08): so long the station may go back to it. Null: there is no way back (FR.09).
   */
  readonly securityFallback: number | null;
  /** The last update that was asked for, until it is installed and that is told. */
  readonly firmware: FirmwareRecord | null;
  /** Root certificates of both uses, in the order they were installed. */
  readonly roots: readonly InstalledRoot[];
  /** Of the charge point itself, the newest first; the one before it is a fallback (whitepaper A02.FR.10). */
  readonly chargePointCertificates: readonly ChargePointCertificate[];
  /** The certificate that the central system has not delivered yet. */
  readonly signingRequest: SigningRequest | null;
  /** Which secrets are stored; the secrets themselves never stand here. */
  readonly credentials: Pick<HeldCredentials, 'authorizationKey'>;
  /** The last stop was orderly; false while running, so that a power loss is known at boot. */
  readonly cleanStop: boolean;
};

/** What machines hold in their context: the records at this moment, hidden from serialisation. */
export interface RecordsView {
  readonly now: StationRecords;
  toJSON(): undefined;
}

/** One change of the records. A commit applies all of its changes, or none. */
export type RecordChange =
  | { readonly type: 'configuration-set'; readonly key: string; readonly value: string }
  | {
      readonly type: 'secret-set';
      readonly key: 'AuthorizationKey' | LocationSecret | typeof FIRMWARE_LOCATION | CertificateKeySecret;
      readonly value: Secret<string>;
    }
  /** A connection has succeeded with the secret in force. */
  | { readonly type: 'secret-accepted'; readonly key: 'AuthorizationKey' }
  | { readonly type: 'secret-forgotten'; readonly key: CertificateKeySecret }
  | { readonly type: 'station-availability-set'; readonly operative: boolean }
  | { readonly type: 'connector-availability-set'; readonly connectorId: number; readonly operative: boolean }
  | { readonly type: 'session-ended'; readonly connectorId: number; readonly idTag: string }
  | { readonly type: 'session-cleared'; readonly connectorId: number }
  | {
      readonly type: 'transaction-opened';
      readonly id: OwnTransactionId;
      readonly connectorId: number;
      readonly idTag: string;
      readonly parentIdTag: string | null;
      readonly reservationId: number | null;
      readonly meterStart_Wh: number;
    }
  | { readonly type: 'transaction-reading'; readonly id: OwnTransactionId; readonly energy_Wh: number }
  | { readonly type: 'transaction-identified'; readonly id: OwnTransactionId; readonly transactionId: number }
  | {
      readonly type: 'transaction-parent-learnt';
      readonly id: OwnTransactionId;
      readonly parentIdTag: string;
    }
  | { readonly type: 'transaction-deauthorised'; readonly id: OwnTransactionId }
  | { readonly type: 'transaction-closed'; readonly id: OwnTransactionId }
  | { readonly type: 'transaction-forgotten'; readonly id: OwnTransactionId }
  | { readonly type: 'local-list-replaced'; readonly list: LocalList }
  | { readonly type: 'reservation-stored'; readonly reservation: ReservationRecord }
  | { readonly type: 'reservation-removed'; readonly reservationId: number }
  | { readonly type: 'charging-profiles-replaced'; readonly profiles: readonly InstalledProfile[] }
  | { readonly type: 'upload-stored'; readonly kind: UploadKind; readonly upload: UploadRecord }
  | { readonly type: 'upload-concluded'; readonly kind: UploadKind; readonly outcome: UploadOutcome }
  /** Forgets its location, too. */
  | { readonly type: 'upload-ended'; readonly kind: UploadKind }
  /** To what stands in the configuration by the same commit, from `from`. */
  | { readonly type: 'security-profile-raised'; readonly from: number }
  /** A connection has succeeded with the security profile in force. */
  | { readonly type: 'security-profile-proven' }
  /** None has, but one has with the profile before: that one is in force again. */
  | { readonly type: 'security-profile-reverted' }
  | { readonly type: 'firmware-stored'; readonly update: FirmwareRecord }
  | { readonly type: 'firmware-advanced'; readonly phase: FirmwarePhase; readonly digest?: string }
  /** Forgets where it was fetched, too. */
  | { readonly type: 'firmware-concluded'; readonly outcome: FirmwareOutcome }
  | { readonly type: 'firmware-told' }
  | { readonly type: 'root-installed'; readonly root: InstalledRoot }
  | { readonly type: 'root-deleted'; readonly use: CertificateUse; readonly fingerprint: string }
  | { readonly type: 'signing-requested'; readonly request: SigningRequest }
  /** The central system has taken the request of this key, or refused it. */
  | { readonly type: 'signing-answered'; readonly keyHash: string; readonly taken: boolean }
  /** Ends the request that it answers. */
  | { readonly type: 'charge-point-certificate-installed'; readonly certificate: ChargePointCertificate }
  | { readonly type: 'clean-stop-set'; readonly clean: boolean };

/** A sampled value as OCPP sends it (OCPP 1.6 ed.2 7.43). */
export type SampledValue = {
  readonly value: string;
  readonly context?: string;
  readonly format?: string;
  readonly measurand?: string;
  readonly location?: string;
  readonly unit?: string;
};
/** `timestamp` absent: stamped by the edge with the time of the cascade. */
export type MeterValue = {
  readonly timestamp?: IsoTime;
  readonly sampledValue: readonly SampledValue[];
};

/**
 * A message whose delivery is guaranteed, in the order of its commit. Its `transaction` is our own id; the
 * edge puts the central system's transactionId in when it sends, and `timestamp` where none is given when it
 * stores.
 */
export type DurableMessage =
  | {
      readonly action: 'StartTransaction';
      readonly transaction: OwnTransactionId;
      readonly payload: {
        readonly connectorId: number;
        readonly idTag: string;
        readonly meterStart: number;
        readonly reservationId?: number;
        readonly timestamp?: IsoTime;
      };
    }
  | {
      readonly action: 'MeterValues';
      readonly transaction: OwnTransactionId;
      readonly payload: { readonly connectorId: number; readonly meterValue: readonly MeterValue[] };
    }
  | {
      readonly action: 'StopTransaction';
      readonly transaction: OwnTransactionId;
      readonly payload: {
        readonly idTag?: string;
        readonly meterStop: number;
        readonly reason?: StopReason;
        readonly timestamp?: IsoTime;
        readonly transactionData?: readonly MeterValue[];
      };
    }
  | {
      readonly action: 'SecurityEventNotification';
      readonly payload: { readonly type: string; readonly timestamp?: IsoTime; readonly techInfo?: string };
    };

/**
 * Transaction messages are one strict queue; security events are another, so that they never block billing.
 */
export type DurableLane = 'transaction' | 'security';
export const laneOf = (message: DurableMessage): DurableLane =>
  message.action === 'SecurityEventNotification' ? 'security' : 'transaction';
