import type { RecordRules } from '../../../drivers/storage/record-rules.ts';
import { applyChange, emptyRecords } from '../../../machines/rules/apply-change.ts';
import type { Instant } from '../../../machines/vocabulary/instant.ts';
import type { DurableMessage, RecordChange } from '../../../machines/vocabulary/records.ts';

export const WALL = Date.parse('2026-05-01T12:00:00.000Z');

/** @param s seconds after the start of the test. */
export const at = (s: number): Instant => ({ monotonic_ms: s * 1000, wall_ms: WALL + s * 1000 });

export const iso = (s: number): string => new Date(WALL + s * 1000).toISOString();

export const rules: RecordRules = {
  emptyRecords,
  applyChange,
  accepts: (key, value) => key !== 'HeartbeatInterval' || Number(value) >= 10,
};

export const opened = (id: number, connectorId = 1): RecordChange => ({
  type: 'transaction-opened',
  id,
  connectorId,
  idTag: `TAG-${id}`,
  parentIdTag: null,
  reservationId: null,
  meterStart_Wh: 100,
});

export const start = (transaction: number, connectorId = 1): DurableMessage => ({
  action: 'StartTransaction',
  transaction,
  payload: { connectorId, idTag: `TAG-${transaction}`, meterStart: 100 },
});

export const sample = (transaction: number, energy_Wh: number): DurableMessage => ({
  action: 'MeterValues',
  transaction,
  payload: { connectorId: 1, meterValue: [{ sampledValue: [{ value: String(energy_Wh) }] }] },
});

export const stop = (transaction: number): DurableMessage => ({
  action: 'StopTransaction',
  transaction,
  payload: { meterStop: 900, reason: 'Local' },
});

export const security = (type: string): DurableMessage => ({
  action: 'SecurityEventNotification',
  payload: { type },
});

export const event = (type: string, techInfo: string): DurableMessage => ({
  action: 'SecurityEventNotification',
  payload: { type, techInfo },
});
