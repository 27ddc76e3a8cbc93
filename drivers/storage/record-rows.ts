import type { RecordChange, StationRecords } from '../../machines/vocabulary/records.ts';
import type { UploadKind } from '../../machines/vocabulary/uploads.ts';

/** Kinds of rows in the table `records`. Renaming one is a new version of the schema. */
export type RowKind =
  | 'configuration'
  | 'station'
  | 'connector'
  | 'transaction'
  | 'transaction-id'
  | 'reservation'
  | 'upload'
  | 'secrets';

/** Where a part of the records is stored. */
export type RowAddress = { readonly kind: RowKind; readonly key: string };

const row = (kind: RowKind, key: string | number): RowAddress => ({ kind, key: String(key) });

/** The rows a change may touch: a commit writes these and no others. */
export function rowsTouched(change: RecordChange): readonly RowAddress[] {
  switch (change.type) {
    case 'configuration-set':
      return [row('configuration', change.key)];
    case 'secret-set':
    case 'secret-accepted':
    case 'secret-forgotten':
      return [];
    case 'station-availability-set':
      return [row('station', 'operative')];
    case 'connector-availability-set':
    case 'session-ended':
    case 'session-cleared':
      return [row('connector', change.connectorId)];
    case 'transaction-opened':
      return [row('transaction', change.id), row('station', 'nextTransaction')];
    case 'transaction-reading':
    case 'transaction-parent-learnt':
    case 'transaction-deauthorised':
      return [row('transaction', change.id)];
    case 'transaction-identified':
    case 'transaction-closed':
    case 'transaction-forgotten':
      return [row('transaction', change.id), row('transaction-id', change.id)];
    case 'local-list-replaced':
      return [row('station', 'localList')];
    case 'reservation-stored':
      return [row('reservation', change.reservation.reservationId)];
    case 'reservation-removed':
      return [row('reservation', change.reservationId)];
    case 'charging-profiles-replaced':
      return [row('station', 'chargingProfiles')];
    case 'upload-stored':
    case 'upload-concluded':
    case 'upload-ended':
      return [row('upload', change.kind)];
    case 'security-profile-raised':
    case 'security-profile-proven':
      return [row('station', 'securityFallback')];
    case 'security-profile-reverted':
      return [row('station', 'securityFallback'), row('configuration', 'SecurityProfile')];
    case 'root-installed':
    case 'root-deleted':
      return [row('station', 'roots')];
    case 'signing-requested':
    case 'signing-answered':
      return [row('station', 'signingRequest')];
    case 'charge-point-certificate-installed':
      return [row('station', 'signingRequest'), row('station', 'chargePointCertificates')];
    case 'firmware-stored':
    case 'firmware-advanced':
    case 'firmware-concluded':
    case 'firmware-told':
      return [row('station', 'firmware')];
    case 'clean-stop-set':
      return [row('station', 'cleanStop')];
  }
}

type StationKey =
  | 'operative'
  | 'nextTransaction'
  | 'localList'
  | 'chargingProfiles'
  | 'securityFallback'
  | 'roots'
  | 'chargePointCertificates'
  | 'signingRequest'
  | 'cleanStop';

/** What a row holds, to be written as JSON; undefined if there is no such row. */
export function valueAt(records: StationRecords, { kind, key }: RowAddress): unknown {
  switch (kind) {
    case 'configuration':
      return records.configuration[key];
    case 'connector':
      return records.connectors[Number(key)];
    case 'transaction':
      return records.transactions[Number(key)];
    case 'transaction-id':
      return records.transactionIds[Number(key)];
    case 'reservation':
      return records.reservations[Number(key)];
    case 'upload':
      return records.uploads[key as UploadKind];
    case 'station':
      return records[key as StationKey];
    case 'secrets':
      return undefined;
  }
}
