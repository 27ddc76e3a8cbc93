import { chargingSituation } from '../machines/rules/charging-limit.ts';
import { limitReason } from '../machines/rules/limit-reason.ts';
import type { StationRecords } from '../machines/vocabulary/records.ts';
import { connectorIds } from '../machines/vocabulary/station-profile.ts';
import type { ConnectorSummary } from '../machines/vocabulary/summary.ts';

type Now = {
  readonly records: StationRecords;
  /** What the meter says; null where it does not answer. */
  readonly register_Wh: number | null;
  /** Unix time in ms. */
  readonly wall_ms: number;
};

/** One connector as `GET /status` tells it. */
export function connectorView(summary: ConnectorSummary, { records, register_Wh, wall_ms }: Now) {
  const { report, transaction, reservationId, limit_A } = summary;
  const { connectorId, ...shown } = report;
  const open = transaction === null ? undefined : records.transactions[transaction];
  return {
    id: connectorId,
    ...shown,
    transaction: open
      ? {
          id: open.id,
          transactionId: open.transactionId,
          idTag: open.idTag,
          startedAt: open.startedAt,
          wh: (register_Wh ?? open.lastReading_Wh) - open.meterStart_Wh,
          deauthorised: open.deauthorised,
        }
      : null,
    reservation: reservationId,
    reservedFor: reservationId === null ? null : reservedFor(records, reservationId),
    limitAmps: limit_A,
    limitFrom: limitReason(chargingSituation(records, connectorIds(records)), summary, wall_ms),
  };
}

function reservedFor(records: StationRecords, reservationId: number) {
  const reservation = records.reservations[reservationId];
  return reservation ? { idTag: reservation.idTag, expiryDate: reservation.expiryDate } : null;
}
