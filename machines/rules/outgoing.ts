import type { DurableMessage, RecordChange, StationRecords } from '../vocabulary/records.ts';

/** The transactionId of a transaction whose StartTransaction could not be delivered (errata 3.18). */
const NEVER_DELIVERED = -1;

/**
 * The payload of a stored message as it goes on the wire, with the transactionId that the central system
 * gave.
 */
export function wirePayload(message: DurableMessage, records: StationRecords): object {
  if (message.action === 'StartTransaction' || message.action === 'SecurityEventNotification')
    return message.payload;
  const { transaction, payload } = message;
  const known = records.transactions[transaction]?.transactionId ?? records.transactionIds[transaction];
  return { ...payload, transactionId: known ?? NEVER_DELIVERED };
}

type StartAnswer = {
  readonly transactionId: number;
  readonly idTagInfo: { readonly status: string; readonly parentIdTag?: string };
};
/** A validated StartTransaction.conf (OCPP 1.6 ed.2 6.46). */
export const startAnswer = (conf: object): StartAnswer => conf as StartAnswer;

/** What the answer of a stored message changes; `conf` null: given up. */
export function acknowledgement(
  message: DurableMessage,
  conf: object | null,
  records: StationRecords,
): readonly RecordChange[] {
  if (message.action === 'StopTransaction')
    return [{ type: 'transaction-forgotten', id: message.transaction }];
  if (message.action !== 'StartTransaction' || conf === null) return [];
  const id = message.transaction;
  const { transactionId, idTagInfo } = startAnswer(conf);
  const open = records.transactions[id] !== undefined;
  return [
    { type: 'transaction-identified', id, transactionId },
    ...(open && idTagInfo.parentIdTag !== undefined
      ? [{ type: 'transaction-parent-learnt', id, parentIdTag: idTagInfo.parentIdTag } as const]
      : []),
    ...(open && idTagInfo.status !== 'Accepted' ? [{ type: 'transaction-deauthorised', id } as const] : []),
  ];
}
