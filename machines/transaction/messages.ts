import { liveProfiles, withProfile } from '../rules/installed-profiles.ts';
import { meterValue, thinned, transactionData } from '../rules/meter-values.ts';
import { terminatedBy } from '../rules/reservation.ts';
import type { CommitRequest } from '../vocabulary/effects.ts';
import type { TransactionEvent } from '../vocabulary/events.ts';
import { isoTime } from '../vocabulary/instant.ts';
import type { MeterValue, RecordChange } from '../vocabulary/records.ts';
import type { TransactionContext } from './setup.ts';

type Args = { context: TransactionContext };
type Reading = Args & { event: TransactionEvent };

/** The reading in an event; a register never goes back (S4). */
export const readingOf = ({ event, context }: Reading): number =>
  Math.max(event.type === 'METER_READ' ? event.energy_Wh : 0, context.data.last_Wh);

/** OCPP 1.6 ed.2 5.14: the whole transaction in one message; Begin and End are never dropped. */
export function stopMessage({ context }: Args): CommitRequest {
  const { id, connectorId, records, control, data } = context;
  const open = records.now.transactions[id];
  const begin = meterValue(data.meterStart_Wh, 'Transaction.Begin', open?.startedAt);
  const end = meterValue(data.last_Wh, 'Transaction.End', data.endedAt ?? undefined);
  const entries = transactionData(records.now, begin, data.samples, end);
  return {
    purpose: 'stop',
    changes: [
      { type: 'transaction-reading', id, energy_Wh: data.last_Wh },
      { type: 'transaction-closed', id },
      { type: 'session-ended', connectorId, idTag: data.idTag },
    ],
    messages: [
      {
        action: 'StopTransaction',
        transaction: id,
        payload: {
          meterStop: data.last_Wh,
          reason: control.ending ?? 'Other',
          ...(data.endIdTag === null ? {} : { idTag: data.endIdTag }),
          ...(data.endedAt === null ? {} : { timestamp: data.endedAt }),
          ...(entries === undefined ? {} : { transactionData: entries }),
        },
      },
    ],
  };
}

/** The profile of a remote start is a TxProfile of the transaction it starts (errata 3.41). */
function txProfile({ context: { id, connectorId, data, records } }: Args): readonly RecordChange[] {
  if (data.chargingProfile === null) return [];
  const installed = { connectorId, transaction: id, ...data.chargingProfile };
  return [
    { type: 'charging-profiles-replaced', profiles: withProfile(liveProfiles(records.now), installed) },
  ];
}

/** OCPP 1.6 ed.2 5.11. */
export function startMessage({ context }: Args): CommitRequest {
  const { id, connectorId, data } = context;
  const { idTag, parentIdTag, meterStart_Wh } = data;
  const reservationId = terminatedBy({ ...data, connectorId }, context.records.now);
  return {
    purpose: 'start',
    changes: [
      { type: 'session-cleared', connectorId },
      { type: 'transaction-opened', id, connectorId, idTag, parentIdTag, reservationId, meterStart_Wh },
      ...(reservationId === null ? [] : [{ type: 'reservation-removed', reservationId } as const]),
      ...txProfile({ context }),
    ],
    messages: [
      {
        action: 'StartTransaction',
        transaction: id,
        payload: {
          connectorId,
          idTag,
          meterStart: meterStart_Wh,
          ...(reservationId === null ? {} : { reservationId }),
        },
      },
    ],
  };
}

function sampleValue({ context: { data }, event }: Reading): MeterValue {
  const aligned = event.type === 'METER_READ' && event.purpose === 'aligned';
  return aligned
    ? meterValue(data.last_Wh, 'Sample.Clock', isoTime(data.boundary_ms))
    : meterValue(data.last_Wh, 'Sample.Periodic');
}

/** One sample: the reading is stored with the message that reports it (OCPP 1.6 ed.2 5.7). */
export function sampleMessage({ context, event }: Reading): CommitRequest {
  const { id, connectorId, data } = context;
  return {
    purpose: 'sample',
    changes: [{ type: 'transaction-reading', id, energy_Wh: data.last_Wh }],
    messages: [
      {
        action: 'MeterValues',
        transaction: id,
        payload: { connectorId, meterValue: [sampleValue({ context, event })] },
      },
    ],
  };
}

/** The register alone, so that a power loss reports a late value. */
export function registerChange({ context }: Args): CommitRequest {
  return {
    purpose: 'register',
    changes: [{ type: 'transaction-reading', id: context.id, energy_Wh: context.data.last_Wh }],
  };
}

/** The context's data with one more sample for StopTransaction, thinned to what the profile allows. */
export function withSample({ context, event }: Reading): TransactionContext['data'] {
  const room = context.records.now.profile.limits.stopTransactionMaxMeterValues - 2;
  if (room <= 0) return context.data;
  const samples = [...context.data.samples, sampleValue({ context, event })];
  return { ...context.data, samples: samples.length > 2 * room ? thinned(samples, room) : samples };
}
