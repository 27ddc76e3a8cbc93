import { type ChargePointCertificate, isValidAt } from '../vocabulary/certificates.ts';
import type { Instant } from '../vocabulary/instant.ts';
import type { StationRecords } from '../vocabulary/records.ts';
import { hasKey, textOf } from './configuration-values.ts';

/**
 * The certificates of the charge point that may be shown now, the one to begin with first: the newest that is
 * valid, and what it has replaced as a fallback (whitepaper A02.FR.08 and 10).
 */
export const certificatesInForce = (
  { chargePointCertificates }: Pick<StationRecords, 'chargePointCertificates'>,
  at: Instant,
): readonly ChargePointCertificate[] =>
  chargePointCertificates.filter(({ certificate }) => isValidAt(certificate, at));

/** The name of the operator, for a certificate request; empty: none is set. */
export const cpoName = (records: Pick<StationRecords, 'configuration'>): string =>
  hasKey(records, 'CpoName') ? textOf(records, 'CpoName') : '';
