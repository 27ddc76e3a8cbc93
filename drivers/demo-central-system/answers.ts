import { idTagInfo } from './id-tags.ts';
import {
  type StationBook,
  type TransactionPage,
  withBoot,
  withStart,
  withStatus,
  withTransaction,
} from './station-book.ts';

type Answer = { readonly conf: object; readonly book: StationBook };

export type AnswerContext = {
  /** ISO 8601, the time of the central system. */
  readonly currentTime: string;
  /** Heartbeat interval it gives in BootNotification.conf. */
  readonly interval_s: number;
  /** Whether a CertificateSigned follows what is answered. */
  readonly signs: boolean;
};

/** Requests that have passed the OCPP schemas, with the fields that are looked at here. */
type Requests = {
  BootNotification: Record<string, unknown>;
  Authorize: { idTag: string };
  SignCertificate: { csr: string };
  StartTransaction: { connectorId: number; idTag: string; meterStart: number; timestamp: string };
  StopTransaction: {
    transactionId: number;
    meterStop: number;
    timestamp: string;
    reason?: string;
    idTag?: string;
  };
  MeterValues: { connectorId: number; transactionId?: number; meterValue: readonly unknown[] };
  StatusNotification: {
    connectorId: number;
    status: string;
    errorCode: string;
    info?: string;
    timestamp?: string;
  };
};

type Answers = {
  readonly [Action in keyof Requests]: (
    request: Requests[Action],
    book: StationBook,
    context: AnswerContext,
  ) => Answer;
};

const ANSWERS: Answers = {
  BootNotification: (boot, book, { currentTime, interval_s }) => ({
    conf: { status: 'Accepted', currentTime, interval: interval_s },
    book: withBoot(book, boot),
  }),
  SignCertificate: (_request, book, { signs }) => ({
    conf: { status: signs ? 'Accepted' : 'Rejected' },
    book,
  }),
  Authorize: ({ idTag }, book) => ({ conf: { idTagInfo: idTagInfo(idTag) }, book }),
  StartTransaction: (start, before) => {
    const { book, ...conf } = withStart(before, start);
    return { conf, book };
  },
  StopTransaction: ({ transactionId, meterStop, timestamp, reason, idTag }, book) => {
    const stop: Partial<TransactionPage> = { meterStop, stoppedAt: timestamp, ...(reason && { reason }) };
    const conf = idTag === undefined ? {} : { idTagInfo: idTagInfo(idTag) };
    return { conf, book: withTransaction(book, transactionId, stop) };
  },
  MeterValues: ({ transactionId, meterValue }, book) => ({
    conf: {},
    book:
      transactionId === undefined
        ? book
        : withTransaction(book, transactionId, { lastMeterValue: meterValue.at(-1) }),
  }),
  StatusNotification: ({ connectorId, status, errorCode, info, timestamp }, book, { currentTime }) => ({
    conf: {},
    book: withStatus(book, {
      connectorId,
      status,
      errorCode,
      ...(info !== undefined && { info }),
      timestamp: timestamp ?? currentTime,
    }),
  }),
};

/**
 * Requests that are answered alike whatever they say. It knows no vendor.
 */
const CONSTANT: ReadonlyMap<string, object> = new Map([
  ['DataTransfer', { status: 'UnknownVendorId' }],
  ['DiagnosticsStatusNotification', {}],
  ['FirmwareStatusNotification', {}],
  ['LogStatusNotification', {}],
  ['SecurityEventNotification', {}],
  ['SignedFirmwareStatusNotification', {}],
]);

/** Every action of a station that is answered. */
export const ANSWERED_ACTIONS: readonly string[] = ['Heartbeat', ...Object.keys(ANSWERS), ...CONSTANT.keys()];

/**
 * Answers a CALL of the station.
 * @param request has passed the OCPP schema of the action.
 * @returns null for an action that only the central system sends.
 */
export function answerTo(
  action: string,
  request: object,
  book: StationBook,
  context: AnswerContext,
): Answer | null {
  if (action === 'Heartbeat') return { conf: { currentTime: context.currentTime }, book };
  const constant = CONSTANT.get(action);
  if (constant) return { conf: constant, book };
  if (!Object.hasOwn(ANSWERS, action)) return null;
  const answer = ANSWERS[action as keyof Requests] as (
    request: object,
    book: StationBook,
    context: AnswerContext,
  ) => Answer;
  return answer(request, book, context);
}
