import { assign, sendTo, setup } from 'xstate';
import { integerOf } from '../rules/configuration-values.ts';
import { samplesAnything } from '../rules/meter-values.ts';
import { absentPort } from '../vocabulary/absent.ts';
import type { CommitRequest, MeterPurpose, MeterRequest } from '../vocabulary/effects.ts';
import type {
  ConnectorEvent,
  RemoteStart,
  TransactionEvent,
  TransactionReport,
} from '../vocabulary/events.ts';
import type { IsoTime } from '../vocabulary/instant.ts';
import type { Peer } from '../vocabulary/peer.ts';
import type { MeterValue, OwnTransactionId, RecordsView } from '../vocabulary/records.ts';
import type { StateMeta } from '../vocabulary/state-meta.ts';
import type { StopReason } from '../vocabulary/status.ts';
import { readingOf, withSample } from './messages.ts';

export type TransactionInput = {
  readonly id: OwnTransactionId;
  readonly connectorId: number;
  readonly idTag: string;
  readonly parentIdTag: string | null;
  readonly reservationId: number | null;
  readonly owner: Peer<ConnectorEvent>;
  readonly records: RecordsView;
  /** Found open in the records after a restart: it ends with this reason. */
  readonly interrupted: StopReason | null;
  /** From a remote start: becomes the TxProfile of this transaction. */
  readonly chargingProfile: RemoteStart['chargingProfile'];
};

export type TransactionContext = {
  readonly id: OwnTransactionId;
  readonly connectorId: number;
  readonly owner: Peer<ConnectorEvent>;
  readonly records: RecordsView;
  readonly control: {
    readonly interrupted: StopReason | null;
    /** Why it ends, once it is told to. */
    readonly ending: StopReason | null;
    readonly powerDown: boolean;
  };
  /** Carried along, decides nothing. */
  readonly data: {
    readonly idTag: string;
    readonly parentIdTag: string | null;
    readonly reservationId: number | null;
    readonly meterStart_Wh: number;
    readonly last_Wh: number;
    readonly endIdTag: string | null;
    /** The timestamp of an interrupted transaction's end: that of its last stored reading. */
    readonly endedAt: IsoTime | null;
    readonly samples: readonly MeterValue[];
    readonly boundary_ms: number;
    readonly chargingProfile: RemoteStart['chargingProfile'];
  };
};

export const transactionSetup = setup({
  types: {
    context: {} as TransactionContext,
    events: {} as TransactionEvent,
    input: {} as TransactionInput,
    meta: {} as StateMeta,
  },
  delays: {
    /** Between two tries to read a meter that does not answer. */
    meterRetry: 1_000,
    /** The meter must answer within this before a start. */
    meterBeforeStart: 5_000,
    /** A stop waits this long for the meter, then reports the last value known. */
    meterBeforeStop: 3_000,
    /** A charge goes on this long without a meter. */
    meterSilence: 30_000,
    storageRetry: 5_000,
    /**
     * Our own schedule of storing the register, so that a power loss never loses more than this. A second
     * more than half a minute: a sample that is due at the same time comes first, and stores it.
     */
    registerInterval: 31_000,
    sampleInterval: ({ context }) => integerOf(context.records.now, 'MeterValueSampleInterval') * 1000,
  },
  actions: {
    /** Port: stores and queues. Answered by COMMITTED or COMMIT_FAILED. */
    commit: absentPort<CommitRequest>('commit'),
    /** Port: reads the register. Answered by METER_READ or METER_FAILED. */
    readMeter: absentPort<MeterRequest>('readMeter'),
    tell: sendTo(
      ({ context }) => context.owner,
      (_, params: TransactionReport) => params,
    ),
    noteReading: assign({
      data: ({ context, event }) => ({ ...context.data, last_Wh: readingOf({ context, event }) }),
    }),
    noteStartReading: assign({
      data: ({ context, event }) => {
        const energy_Wh = readingOf({ context, event });
        return { ...context.data, meterStart_Wh: energy_Wh, last_Wh: energy_Wh };
      },
    }),
    /** The reading, kept for StopTransaction.transactionData, too, as far as the profile has room for it. */
    noteSample: assign({
      data: ({ context, event }) => {
        const data = { ...context.data, last_Wh: readingOf({ context, event }) };
        return withSample({ context: { ...context, data }, event });
      },
    }),
    noteBoundary: assign({
      data: ({ context, event }) => ({
        ...context.data,
        boundary_ms: event.type === 'ALIGNED' ? event.boundary_ms : 0,
      }),
    }),
    noteEnd: assign({
      control: ({ context, event }) => ({
        ...context.control,
        ending: context.control.ending ?? (event.type === 'END' ? event.reason : 'Other'),
        powerDown: context.control.powerDown || (event.type === 'END' && event.immediate),
      }),
      data: ({ context, event }) => ({
        ...context.data,
        endIdTag: context.data.endIdTag ?? (event.type === 'END' ? event.idTag : null),
      }),
    }),
    notePowerDown: assign({ control: ({ context }) => ({ ...context.control, powerDown: true }) }),
    /** What the records say of a transaction that was running when the station went down. */
    takeUp: assign({
      control: ({ context }) => ({
        ...context.control,
        ending: context.control.interrupted,
        powerDown: true,
      }),
      data: ({ context }) => {
        const open = context.records.now.transactions[context.id];
        if (!open) return context.data;
        return {
          ...context.data,
          meterStart_Wh: open.meterStart_Wh,
          last_Wh: open.lastReading_Wh,
          endedAt: open.lastReadingAt,
        };
      },
    }),
  },
  guards: {
    interrupted: ({ context }) => context.control.interrupted !== null,
    ending: ({ context }) => context.control.ending !== null,
    powerDown: ({ context }) => context.control.powerDown,
    isFor: ({ event }, params: { purpose: MeterPurpose }) =>
      (event.type === 'METER_READ' || event.type === 'METER_FAILED') && event.purpose === params.purpose,
    /** A reading that goes into MeterValues. */
    isSample: ({ event }) =>
      event.type === 'METER_READ' && (event.purpose === 'sample' || event.purpose === 'aligned'),
    isRegister: ({ event }) => event.type === 'METER_READ' && event.purpose === 'register',
    commitWas: ({ event }, params: { purpose: string }) =>
      (event.type === 'COMMITTED' || event.type === 'COMMIT_FAILED') && event.purpose === params.purpose,
    samples: ({ context }) =>
      integerOf(context.records.now, 'MeterValueSampleInterval') > 0 &&
      samplesAnything(context.records.now, 'MeterValuesSampledData'),
    sampleIntervalChanged: ({ event }) =>
      event.type === 'CONFIGURATION_CHANGED' && event.key.startsWith('MeterValue'),
  },
});
