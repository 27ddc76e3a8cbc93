import { type Frame, isCallOfStation, overAll, said, type WatchWire, type WireEvent } from './wire.ts';

type Sample = { readonly timestamp: string; readonly sampledValue: readonly { readonly value: string }[] };

const samples = (list: unknown): readonly number[] =>
  ((list ?? []) as readonly Sample[]).flatMap(({ sampledValue }) =>
    sampledValue.map(({ value }) => Number(value)),
  );

const overtakes = ({ action, payload }: Frame): boolean => {
  if (action !== 'MeterValues') return false;
  const [value] = payload.meterValue as readonly { sampledValue: readonly { context?: string }[] }[];
  return payload.transactionId === undefined || value?.sampledValue[0]?.context === 'Trigger';
};

/**
 * S4: what is reported of a connector's register never decreases, in the order of the messages, and
 * meterStop is at least meterStart. Readings that are not queued (triggered, or outside a transaction)
 * overtake the queue: they never decrease among themselves.
 */
export const watchRegisters: WatchWire = (violated) => {
  const queued = new Map<number, number>();
  const unqueued = new Map<number, number>();
  /** Connector by transactionId, learnt from the answers to StartTransaction. */
  const connectors = new Map<unknown, number>();
  const starts = new Map<string, number>();
  const heard = (event: WireEvent): void => {
    if (event.kind === 'result' && event.action === 'StartTransaction')
      connectors.set(event.payload.transactionId, starts.get(event.messageId) ?? 0);
    if (!isCallOfStation(event)) return;
    const { payload } = event;
    if (event.action === 'StartTransaction') starts.set(event.messageId, Number(payload.connectorId));
    const stops = event.action === 'StopTransaction';
    const values =
      event.action === 'StartTransaction'
        ? [Number(payload.meterStart)]
        : stops
          ? [Number(payload.meterStop)]
          : event.action === 'MeterValues'
            ? samples(payload.meterValue)
            : [];
    const connector = stops ? connectors.get(payload.transactionId) : Number(payload.connectorId);
    if (stops && samples(payload.transactionData).some((value) => value > Number(payload.meterStop)))
      violated(`${said(event)}: a sample beyond meterStop`);
    if (connector === undefined) return;
    const register = overtakes(event) ? unqueued : queued;
    for (const value of values) {
      if (value < (register.get(connector) ?? 0))
        violated(`${said(event)}: connector ${connector} was at ${register.get(connector)} Wh`);
      register.set(connector, value);
    }
  };
  return { heard };
};
export const meterNeverDecreases = overAll(watchRegisters);
