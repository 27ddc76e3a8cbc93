import { type Frame, isCallOfStation, said, type Violations, type WireEvent } from './wire.ts';

const ACTIONS = ['StartTransaction', 'StopTransaction', 'MeterValues'];

/** When what a transaction message tells happened, or null for one outside a transaction. */
function happenedAt({ action, payload }: Frame): string | null {
  if (action !== 'MeterValues') return String(payload.timestamp);
  if (payload.transactionId === undefined) return null;
  const [value] = payload.meterValue as readonly { timestamp: string; sampledValue: { context: string }[] }[];
  // What was triggered is not queued: it may overtake.
  return value && value.sampledValue[0]?.context !== 'Trigger' ? value.timestamp : null;
}

/**
 * S3: transaction messages are delivered in the order of what they tell; what the central system has
 * acknowledged is not sent again; nothing of a transaction comes after its StopTransaction.
 */
export function transactionMessages(events: readonly WireEvent[]): Violations {
  const violations: string[] = [];
  const calls = new Map<string, Frame>();
  const acknowledged = new Set<string>();
  const ended = new Set<unknown>();
  let latest = '';
  for (const event of events) {
    if (event.kind === 'result' && event.from === 'central system') {
      const call = calls.get(event.messageId);
      if (!call) continue;
      acknowledged.add(`${call.action} ${JSON.stringify(call.payload)}`);
      if (call.action === 'StopTransaction') ended.add(call.payload.transactionId);
    }
    if (!isCallOfStation(event) || !ACTIONS.includes(event.action)) continue;
    const at = happenedAt(event);
    if (at === null) continue;
    calls.set(event.messageId, event);
    if (acknowledged.has(`${event.action} ${JSON.stringify(event.payload)}`))
      violations.push(`${said(event)}: was acknowledged already`);
    if (ended.has(event.payload.transactionId))
      violations.push(`${said(event)}: its transaction has been stopped`);
    if (at < latest) violations.push(`${said(event)}: happened before ${latest}, which was told already`);
    latest = at;
  }
  return violations;
}
