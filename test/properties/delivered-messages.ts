/**
 * Properties S3 and S4 as checkers of what a central system received, over all connections and all lives of a
 * station. They know nothing of the station: only OCPP 1.6 messages, in the order in which they arrived.
 */

/** A CALL that the central system received, in order of arrival. */
export type Delivered = {
  readonly action: string;
  readonly payload: Readonly<Record<string, unknown>>;
  /** The life of the station's process, from 1. */
  readonly life: number;
  /** The connection it came on, from 1. */
  readonly connection: number;
  /** The CALLRESULT was sent; null: it was not. */
  readonly answer: Readonly<Record<string, unknown>> | null;
};

/** A transaction as its messages tell it. */
export type ToldTransaction = {
  readonly connectorId: number;
  readonly idTag: string;
  readonly meterStart: number;
  readonly meterStop: number;
  readonly reason: string | undefined;
  readonly samples: readonly number[];
};

const TRANSACTION_MESSAGES = new Set(['StartTransaction', 'MeterValues', 'StopTransaction']);
const ofTransaction = ({ action, payload }: Delivered): boolean =>
  TRANSACTION_MESSAGES.has(action) && (action !== 'MeterValues' || 'transactionId' in payload);

/** A repetition differs in nothing but the transactionId, which may have been learnt meanwhile. */
const identity = ({ action, payload }: Delivered): string =>
  JSON.stringify([action, { ...payload, transactionId: undefined }]);

/**
 * Takes repetitions out. One is in order only directly behind the message itself, and only where the station
 * cannot have stored the answer: none was sent, or the connection ended with nothing more on it (the answer
 * may have been lost on the way, or with the power). A later CALL on the connection of an answered message
 * says that the answer is stored: there is one CALL in flight (OCPP-J 1.6 4.1.1), and the next one is sent
 * after that.
 */
export function withoutRepetitions(delivered: readonly Delivered[]): {
  readonly messages: readonly Delivered[];
  readonly violations: readonly string[];
} {
  const messages: Delivered[] = [];
  const violations: string[] = [];
  const lastOf = new Map(delivered.map((message) => [message.connection, message]));
  for (const message of delivered.filter(ofTransaction)) {
    const last = messages.at(-1);
    const earlier = messages.findIndex((it) => identity(it) === identity(message));
    if (earlier === -1) {
      messages.push(message);
      continue;
    }
    const isLast = last !== undefined && earlier === messages.length - 1;
    const endedThere = last !== undefined && lastOf.get(last.connection) === last;
    const mayBeLost = isLast && (last.answer === null || endedThere);
    if (!mayBeLost)
      violations.push(
        `sent again although its answer was stored: ${identity(message)} (life ${message.life})`,
      );
    // The answer that counts is the last one.
    messages[earlier] = message;
  }
  return { messages, violations };
}

type Open = {
  readonly start: Delivered;
  readonly samples: number[];
  lastAt: string;
};

const registersOf = ({ payload }: Delivered): readonly number[] =>
  ((payload.meterValue ?? payload.transactionData ?? []) as { sampledValue: { value: string }[] }[]).flatMap(
    ({ sampledValue }) => sampledValue.map(({ value }) => Number(value)),
  );
const timesOf = ({ payload }: Delivered): readonly string[] =>
  typeof payload.timestamp === 'string'
    ? [payload.timestamp]
    : (payload.meterValue as { timestamp: string }[]).map(({ timestamp }) => timestamp);

/**
 * S3 and S4: each transaction has one StartTransaction and one StopTransaction, in chronological order with
 * its MeterValues between, and registers that never decrease.
 */
export function transactionsOf(delivered: readonly Delivered[]): {
  readonly transactions: readonly ToldTransaction[];
  readonly violations: readonly string[];
} {
  const { messages, violations: repetitions } = withoutRepetitions(delivered);
  const violations = [...repetitions];
  const open = new Map<unknown, Open>();
  const registers = new Map<unknown, number>();
  const transactions: ToldTransaction[] = [];
  const wrong = (words: string, message: Delivered): void => {
    violations.push(`${words}: ${message.action} ${JSON.stringify(message.payload)} (life ${message.life})`);
  };

  const metered = (connectorId: unknown, values: readonly number[], message: Delivered): void => {
    for (const value of values) {
      if (value < (registers.get(connectorId) ?? 0)) wrong('a register decreased', message);
      registers.set(connectorId, Math.max(value, registers.get(connectorId) ?? 0));
    }
  };
  const timed = (transaction: Open, message: Delivered): void => {
    for (const time of timesOf(message)) {
      if (time < transaction.lastAt) wrong('not in chronological order', message);
      transaction.lastAt = time;
    }
  };

  for (const message of messages) {
    const { action, payload, answer } = message;
    if (action === 'StartTransaction') {
      if ([...open.values()].some(({ start }) => start.payload.connectorId === payload.connectorId))
        wrong('a second transaction on the connector', message);
      metered(payload.connectorId, [Number(payload.meterStart)], message);
      const lastAt = String(payload.timestamp);
      open.set(answer?.transactionId ?? 'never answered', { start: message, samples: [], lastAt });
      continue;
    }
    const transaction = open.get(payload.transactionId);
    if (!transaction) {
      wrong('of a transaction that is not open', message);
      continue;
    }
    const { connectorId, idTag, meterStart } = transaction.start.payload;
    timed(transaction, message);
    if (action === 'MeterValues') {
      transaction.samples.push(...registersOf(message));
      metered(connectorId, registersOf(message), message);
      continue;
    }
    metered(connectorId, [Number(payload.meterStop)], message);
    open.delete(payload.transactionId);
    transactions.push({
      connectorId: Number(connectorId),
      idTag: String(idTag),
      meterStart: Number(meterStart),
      meterStop: Number(payload.meterStop),
      reason: payload.reason as string | undefined,
      samples: transaction.samples,
    });
  }
  for (const { start } of open.values()) wrong('never stopped', start);
  return { transactions, violations };
}

/**
 * S4, what a power cut may lose. Between two transactions of a connector no energy flows.
 * @returns the Wh that no transaction reports, by connector.
 */
export function unreportedEnergy_Wh(
  transactions: readonly ToldTransaction[],
  registers: readonly { readonly id: number; readonly meterWh: number }[],
): readonly number[] {
  return registers.map(({ id, meterWh }) => {
    const own = transactions.filter(({ connectorId }) => connectorId === id);
    return meterWh - own.reduce((sum, it) => sum + it.meterStop - it.meterStart, 0);
  });
}
