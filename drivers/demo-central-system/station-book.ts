import type { Utterance } from './conversation.ts';
import { type IdTagInfo, idTagInfo } from './id-tags.ts';

export type ConnectorPage = {
  readonly connectorId: number;
  readonly status: string;
  readonly errorCode: string;
  readonly info?: string;
  readonly timestamp: string;
};

export type TransactionPage = {
  readonly transactionId: number;
  readonly connectorId: number;
  readonly idTag: string;
  readonly meterStart: number;
  readonly startedAt: string;
  readonly lastMeterValue?: unknown;
  readonly meterStop?: number;
  readonly stoppedAt?: string;
  readonly reason?: string;
};

/** What the central system has heard of the station. */
export type StationBook = {
  readonly boot: Readonly<Record<string, unknown>> | null;
  /** By connectorId, the station itself (0) first. */
  readonly connectors: readonly ConnectorPage[];
  /** Oldest first. */
  readonly transactions: readonly TransactionPage[];
  readonly nextTransactionId: number;
  /** The last ones, oldest first. */
  readonly messages: readonly Utterance[];
};

export const EMPTY_BOOK: StationBook = {
  boot: null,
  connectors: [],
  transactions: [],
  nextTransactionId: 1,
  messages: [],
};

const MAX_MESSAGES = 200;
const MAX_TRANSACTIONS = 200;

export const withMessage = (book: StationBook, message: Utterance): StationBook => ({
  ...book,
  messages: [...book.messages, message].slice(-MAX_MESSAGES),
});

export const withBoot = (book: StationBook, boot: StationBook['boot']): StationBook => ({ ...book, boot });

export const withStatus = (book: StationBook, page: ConnectorPage): StationBook => ({
  ...book,
  connectors: [...book.connectors.filter(({ connectorId }) => connectorId !== page.connectorId), page].sort(
    (one, other) => one.connectorId - other.connectorId,
  ),
});

type Start = { connectorId: number; idTag: string; meterStart: number; timestamp: string };

/**
 * Opens a transaction. The same StartTransaction again (its answer was lost) opens no second one: a station
 * repeats what was not acknowledged (OCPP 1.6 ed.2 3.7).
 */
export function withStart(
  book: StationBook,
  { connectorId, idTag, meterStart, timestamp }: Start,
): { readonly book: StationBook; readonly transactionId: number; readonly idTagInfo: IdTagInfo } {
  const known = book.transactions.find(
    (page) =>
      page.connectorId === connectorId &&
      page.idTag === idTag &&
      page.meterStart === meterStart &&
      page.startedAt === timestamp,
  );
  if (known) return { book, transactionId: known.transactionId, idTagInfo: idTagInfo(idTag) };
  const transactionId = book.nextTransactionId;
  const page: TransactionPage = { transactionId, connectorId, idTag, meterStart, startedAt: timestamp };
  const transactions = [...book.transactions, page].slice(-MAX_TRANSACTIONS);
  return {
    book: { ...book, transactions, nextTransactionId: transactionId + 1 },
    transactionId,
    idTagInfo: idTagInfo(idTag),
  };
}

/**
 * Adds to a transaction; one that this run of the central system has not seen is left out, but its id is not
 * reused.
 */
export function withTransaction(
  book: StationBook,
  transactionId: number,
  addition: Partial<TransactionPage>,
): StationBook {
  return {
    ...book,
    nextTransactionId: Math.max(book.nextTransactionId, transactionId + 1),
    transactions: book.transactions.map((page) =>
      page.transactionId === transactionId ? { ...page, ...addition } : page,
    ),
  };
}
