import * as v from 'valibot';
import type {
  ConnectorRecord,
  DurableMessage,
  InstalledProfile,
  LocalList,
  OpenTransaction,
  ReservationRecord,
} from '../../machines/vocabulary/records.ts';
import type { UploadRecord } from '../../machines/vocabulary/uploads.ts';

/**
 * The shapes of what a database may hold. They are looser than the vocabulary about what carries no decision;
 * a row that does not fit was not written by this program, and the database counts as damaged.
 */
const count = v.pipe(v.number(), v.integer(), v.minValue(0));
const nullableText = v.nullable(v.string());

export const connectorShape: v.GenericSchema<unknown, ConnectorRecord> = v.looseObject({
  operative: v.boolean(),
  endedSession: v.nullable(v.looseObject({ idTag: v.string() })),
});

export const transactionShape: v.GenericSchema<unknown, OpenTransaction> = v.looseObject({
  id: count,
  connectorId: count,
  idTag: v.string(),
  parentIdTag: nullableText,
  reservationId: v.nullable(v.number()),
  meterStart_Wh: v.number(),
  startedAt: v.string(),
  lastReading_Wh: v.number(),
  lastReadingAt: v.string(),
  transactionId: v.nullable(v.number()),
  deauthorised: v.boolean(),
});

export const localListShape: v.GenericSchema<unknown, LocalList> = v.looseObject({
  version: v.number(),
  entries: v.array(
    v.looseObject({
      idTag: v.string(),
      status: v.picklist(['Accepted', 'Blocked', 'Expired', 'Invalid', 'ConcurrentTx']),
      expiryDate: v.exactOptional(v.string()),
      parentIdTag: v.exactOptional(v.string()),
    }),
  ),
});

export const reservationShape: v.GenericSchema<unknown, ReservationRecord> = v.looseObject({
  reservationId: v.number(),
  connectorId: count,
  idTag: v.string(),
  parentIdTag: nullableText,
  expiryDate: v.string(),
});

export const uploadShape: v.GenericSchema<unknown, UploadRecord> = v.looseObject({
  requestId: v.nullable(v.number()),
  logType: v.picklist(['DiagnosticsLog', 'SecurityLog']),
  fileName: v.string(),
  oldest: nullableText,
  latest: nullableText,
  retries: count,
  retryInterval_s: count,
  outcome: v.nullable(
    v.picklist(['uploaded', 'failed', 'bad-message', 'not-supported', 'permission-denied']),
  ),
});

const scheduleShape = v.looseObject({
  duration: v.exactOptional(v.number()),
  startSchedule: v.exactOptional(v.string()),
  chargingRateUnit: v.picklist(['A', 'W']),
  chargingSchedulePeriod: v.array(
    v.looseObject({
      startPeriod: v.number(),
      limit: v.number(),
      numberPhases: v.exactOptional(v.number()),
    }),
  ),
  minChargingRate: v.exactOptional(v.number()),
});

const chargingProfileShape = v.looseObject({
  chargingProfileId: v.number(),
  transactionId: v.exactOptional(v.number()),
  stackLevel: v.number(),
  chargingProfilePurpose: v.picklist(['ChargePointMaxProfile', 'TxDefaultProfile', 'TxProfile']),
  chargingProfileKind: v.picklist(['Absolute', 'Recurring', 'Relative']),
  recurrencyKind: v.exactOptional(v.picklist(['Daily', 'Weekly'])),
  validFrom: v.exactOptional(v.string()),
  validTo: v.exactOptional(v.string()),
  chargingSchedule: scheduleShape,
});

export const installedProfilesShape: v.GenericSchema<unknown, readonly InstalledProfile[]> = v.array(
  v.looseObject({
    connectorId: count,
    transaction: v.nullable(count),
    installedAt: v.string(),
    profile: chargingProfileShape,
  }),
);

const meterValues = v.array(
  v.looseObject({
    timestamp: v.string(),
    sampledValue: v.array(v.looseObject({ value: v.string() })),
  }),
);

/** By action; a stored message always has its timestamps. */
const payloadShapes = {
  StartTransaction: v.looseObject({
    connectorId: count,
    idTag: v.string(),
    meterStart: v.number(),
    timestamp: v.string(),
  }),
  MeterValues: v.looseObject({ connectorId: count, meterValue: meterValues }),
  StopTransaction: v.looseObject({
    meterStop: v.number(),
    timestamp: v.string(),
    transactionData: v.exactOptional(meterValues),
  }),
  SecurityEventNotification: v.looseObject({ type: v.string(), timestamp: v.string() }),
} as const;

/** Whether a stored message is one this program queues. */
export function isDurableMessage(message: {
  readonly action: string;
  readonly transaction?: unknown;
  readonly payload: unknown;
}): message is DurableMessage {
  if (!Object.hasOwn(payloadShapes, message.action)) return false;
  const action = message.action as keyof typeof payloadShapes;
  const numbered = action === 'SecurityEventNotification' || v.is(count, message.transaction);
  return numbered && v.is(payloadShapes[action], message.payload);
}
