import type { IsoTime } from '../../machines/vocabulary/instant.ts';
import type { DurableMessage, MeterValue } from '../../machines/vocabulary/records.ts';

/**
 * The message with each of its timestamps replaced by what `time` makes of it; undefined is a missing one.
 */
export function mapTimestamps(
  message: DurableMessage,
  time: (given: IsoTime | undefined) => IsoTime,
): DurableMessage {
  const sampled = (values: readonly MeterValue[]): readonly MeterValue[] =>
    values.map((value) => ({ ...value, timestamp: time(value.timestamp) }));
  switch (message.action) {
    case 'MeterValues': {
      const { payload } = message;
      return { ...message, payload: { ...payload, meterValue: sampled(payload.meterValue) } };
    }
    case 'StopTransaction': {
      const { transactionData, ...rest } = message.payload;
      const stop = { ...rest, timestamp: time(rest.timestamp) };
      const payload = transactionData ? { ...stop, transactionData: sampled(transactionData) } : stop;
      return { ...message, payload };
    }
    case 'StartTransaction':
      return { ...message, payload: { ...message.payload, timestamp: time(message.payload.timestamp) } };
    case 'SecurityEventNotification':
      return { ...message, payload: { ...message.payload, timestamp: time(message.payload.timestamp) } };
  }
}
